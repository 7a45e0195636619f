# The texts of every page in English. Keys are the same in every language; `docs` and templates write them with dots.
# { NUM($n) } writes a number as this language does.

language-name = English

## Formats
format-group = ,
format-decimal = .
format-percent = { NUM($n) }%
format-month =
    { $month ->
        [1] January
        [2] February
        [3] March
        [4] April
        [5] May
        [6] June
        [7] July
        [8] August
        [9] September
        [10] October
        [11] November
       *[12] December
    }
format-short-month =
    { $month ->
        [1] Jan
        [2] Feb
        [3] Mar
        [4] Apr
        [5] May
        [6] Jun
        [7] Jul
        [8] Aug
        [9] Sep
        [10] Oct
        [11] Nov
       *[12] Dec
    }
format-day = { $day } { format-month } { $year }
format-short-day = { $day } { format-short-month } { $year }
format-time = { $hour }:{ $minute }
format-moment = { format-short-day }, { format-time } UTC

## Around every page
nav-skip = Skip to content
nav-main = Main
nav-topics = Topics
nav-ask = Ask
nav-path = Breadcrumb
nav-home = Help
nav-accessibility = Accessibility
nav-privacy = Privacy
nav-feed = Updates (Atom)
nav-sitemap = Site map
theme-label = Colours:
theme-system = automatic
theme-light = light
theme-dark = dark
feed-title = New and updated answers
feed-topic = { $topic }: new and updated answers
llms-summary = Answers to customers' questions, made from resolved conversations. Every page is also available as Markdown.

## Home
home-page = { $brand }: answers to your questions
home-description =
    { $n ->
        [one] Search the answer that has already solved somebody's problem.
       *[other] Search { NUM($n) } answers that have already solved other people's problems.
    }
home-title = Someone has asked before. Here is the answer.
home-lead =
    { $n ->
        [0] Answers written from real conversations with our team.
        [one] One checked answer, written from real conversations with our team.
       *[other] { NUM($n) } checked answers, written from real conversations with our team.
    }
home-asked = People are asking:
home-most = Most used
home-recent = Recently updated
home-updated = Updated on { $date }
home-topics = All topics
home-answers =
    { $n ->
        [one] answer
       *[other] answers
    }

## Search
search-label = Search help
search-go = Search
search-placeholder = What's going on?
search-other = Search for something else
search-skip = Skip to results
search-count =
    { $n ->
        [one] One answer for "{ $q }"
       *[other] { NUM($n) } answers for "{ $q }"
    }
search-corrected = We corrected your spelling.
search-literal = Search for exactly "{ $q }"
search-relaxed = Some of these don't contain all of your words.
search-long = Your search was long, so we used its first { NUM($n) } characters.
search-none = We have no answer for "{ $q }"
search-none-hint = Try fewer words, or ask us.
search-none-fewer = Try fewer words:
search-in-language = Search the answers in { $language }
search-near = Browse by topic
search-empty = What are you looking for?
search-empty-hint = Type a few words above, or choose a topic.
search-best = Best answer
search-narrow = Filter
search-narrow-label = Filter the results
search-topic = Topic
search-language = Language
search-all = All
search-pages = Pages
search-page = Page { NUM($page) } of { NUM($pages) }
search-next = Next page
search-previous = Previous page
search-stuck = None of these?
search-stuck-hint = Tell us in your own words. Your question helps us write the next answer.
search-ask = Ask us

## Article
article-short = Short answer
article-reviewed = Reviewed on { $date }
article-reviewed-on = Reviewed on
article-applies = Applies to: { $environment }
article-useful = { NUM($n) }% found it useful
article-solved =
    { $n ->
        [one] Solved one conversation
       *[other] Solved { NUM($n) } conversations
    }
article-cause = Why it happens
article-source = Where this answer comes from
article-source-note =
    { $n ->
        [one] It has solved one conversation with our team so far.
       *[other] It sums up { NUM($n) } resolved conversations with our team.
    }
article-stale = We last reviewed this on { $date }. If something doesn't match, ask us.
article-untranslated = This answer is not in your language yet. We show it in { $language }.
article-more = More help
article-toc = On this page
article-related = Related
article-other = Something else?
article-other-hint = Ask us. Where the channel allows it, the link to this page comes along.
article-link = Short link:
article-version = Version { NUM($n) }
topic-empty = There are no answers here yet.

## Votes
vote-ask = Did this help?
vote-yes = Yes
vote-no = No, something is missing
vote-report = Report a mistake
vote-thanks = Thank you. We use this when we review the answer.
vote-page = What was missing?
vote-why = Why didn't it help?
vote-reason-did_not_work = I tried it and it didn't work
vote-reason-not_my_problem = My problem is different
vote-reason-unclear = I don't understand it
vote-reason-outdated = It's out of date
vote-comment = Anything else? (optional)
vote-send = Send
vote-long = Use at most { NUM($n) } characters.

## Ask
ask-title = Not here? Ask us
ask-page = Ask us
ask-first = Most questions are already answered here, and that's faster than waiting for us. If yours isn't, write to us:
ask-safe = Never post your ID, phone or account number in public. If we need them, we will ask in private.
ask-ways = Where to write
ask-none = Write to us wherever you usually do.
ask-public = Anyone can read it
ask-private = Only we can read it
channel-x = X
channel-facebook = Facebook
channel-messenger = Messenger
channel-instagram = Instagram
channel-whatsapp = WhatsApp
channel-telegram = Telegram
channel-mastodon = Mastodon
channel-bluesky = Bluesky
channel-discord = Discord
channel-email = E-mail
channel-threads = Threads
channel-youtube = YouTube
channel-tiktok = TikTok
channel-linkedin = LinkedIn
channel-reddit = Reddit
channel-sms = SMS
channel-web_widget = Web chat

## Texts
page-accessibility = Accessibility
page-accessibility-1 = We want everyone to be able to use this site. It aims for WCAG 2.2 level AA: it works with a keyboard, with a screen reader, with large text, without scripts, and in light and dark colours.
page-accessibility-2 = If something keeps you from an answer, tell us through any of our channels which page it is and what happened. We'll give you the answer and fix the page.
page-privacy = Privacy
page-privacy-1 = You can read this site without an account. We set no cookie until you choose colours or a language, and then only to remember your choice. There are no third parties on these pages.
page-privacy-2 = Answers are made from resolved conversations. Names, phones, addresses and account numbers are removed before anything is published, and a person looks at each one.
page-privacy-3 = When a search finds nothing, we keep its words, without personal data and without knowing who asked, to write what is missing. When you say whether an answer helped, we keep that, and nothing that tells who you are.

## Errors
error-title = There is a problem
error-prefix = Error:
error-home = Go to the help home page
error-code = Code for support: { $code }
error-404 = We can't find this page
error-404-hint = The address may be old or mistyped. Search for what you need:
error-410 = We withdrew this answer
error-410-on = We withdrew this answer on { $date }
error-410-hint = It no longer applies.
error-429 = Too many requests in a row
error-429-hint =
    { $n ->
        [one] Try again in one second.
       *[other] Try again in { NUM($n) } seconds.
    }
error-403 = You don't have permission for this
error-403-hint = Someone with the right role can do it.
error-csrf = This form is too old
error-csrf-hint = Go back, load the page again and send it once more.
error-400 = We can't read this request
error-409 = This can't be done yet
error-500 = There is a problem with this service
error-500-hint = Try again later.
error-503 = This service is not available at the moment

## Signing in
login-page = Sign in
login-email = E-mail
login-password = Password
login-go = Sign in
login-wrong = The e-mail or password is wrong.
login-slow = Too many attempts. Wait { NUM($n) } seconds.
field-empty = Fill this in.
field-email = Enter an address like name@example.com.
field-short = Use at least { NUM($n) } characters.
field-long = This is too long.
field-taken = There is already an account with this address.
field-odd = This doesn't fit here.

## Workspace
work-nav = Workspace
work-site = { $brand }, public site
work-reply = Reply
work-conversations = Inbox
work-articles = Articles
work-me = You
work-out = Sign out
work-next = Next page
work-first = First page
work-filter = Filter
work-all = All
work-channel = Channel
work-language = Language
conversations-empty = No conversations match. Choose other filters.
conversations-covered = Article
conversations-uncovered = No article
status-open = Open
status-resolved = Resolved
visibility-public = Public
visibility-private = Private
conversation-page = Conversation with { $name }
conversation-nobody = a customer
conversation-customer = Customer
conversation-resolve = Mark as resolved
conversation-draft = Make a draft
conversation-continue = Open the draft
conversation-reply = Find a reply
conversation-links = Answered by
conversation-links-none = No article is linked to it yet.
conversation-known-source = Its source says it is resolved.
conversation-known-person = Someone here marked it as resolved.
conversation-known-thanks = The customer said thanks.
conversation-known-silence = We answered, and the customer didn't write again.
articles-lead = Every answer, most recently changed first.
articles-empty = No articles match.
articles-state = State
articles-title = Title
articles-audience = Audience
articles-uses = Uses
articles-changed = Changed
articles-new = New article
state-work_in_progress = Draft
state-not_validated = Not validated
state-validated = Validated
state-archived = Archived
state-published = Published
audience-internal = Internal
audience-public = Public
edit-skip = Skip to the text
edit-page = Draft: { $title }
edit-new = New article
edit-source = Source conversation
edit-source-none = It was not made from a conversation.
edit-redactions = Hidden data · { NUM($n) }
edit-redactions-none = No personal data was found.
edit-doubtful = Unsure
edit-open = To decide
edit-hidden = Hidden
edit-kept = Left in the text
edit-hide = Hide
edit-keep = Leave
edit-original = Shown here only: { $text }
edit-text = Text
edit-title = Title
edit-title-hint = In the customer's words.
edit-untitled = Untitled
edit-issue = Also asked as
edit-issue-hint = One per line.
edit-environment = Applies to
edit-environment-hint = Product, version, country.
edit-reply = Short answer
edit-reply-hint = What to do or what will happen, in at most 280 characters. This is what goes into replies.
edit-resolution = What to do (Markdown)
edit-cause = Why it happens (Markdown)
edit-topics = Topics
edit-note = Why you're changing it
edit-save = Save
edit-publish = Publish
edit-publish-internal = Publish for staff only
edit-archive = Archive
edit-restore = Restore
edit-validate = Mark as validated
edit-history = History
edit-public = View on the site
edit-preview = Preview
edit-count = { NUM($n) } of { NUM($max) }
edit-steps = State of the article
edit-missing =
    { $n ->
        [0] Ready to publish
        [one] Before publishing: one thing is missing
       *[other] Before publishing: { NUM($n) } things are missing
    }
edit-saved = Version { NUM($n) } · saved on
edit-done = Done
edit-todo = Open
check-title = It has a title
check-resolution = It has a short answer or says what to do
check-redactions = Every piece of personal data found has been decided on
check-reply = The short answer fits in 280
check-topic = It has a topic
notice-saved = Saved. Readers see the change once you publish it.
notice-published = Published. It will be searchable in a second.
notice-internal = Published for staff.
notice-archived = Archived.
notice-restored = Restored.
notice-validated = Marked as validated.
notice-reverted = The earlier text is the latest again. Publish it to make it visible.
notice-decided = Decided.
notice-drafted = A draft, made from the conversation. Read it, decide on the hidden data, publish it.
notice-account = Saved.
refused-redactions = Decide on the personal data first: { $kinds }.
refused-personal = The text still holds what looks like personal data: { $places }. Remove it or add it to the brand's allow list.
refused-conflict = Someone else changed this article in the meantime. Your text is below; compare it with theirs before you save.
refused-theirs = Their version
history-page = History: { $title }
history-version = Version { NUM($n) }
history-by = by { $name }
history-published = this is the one readers see
history-compare = What changed
history-back = Go back to this text
history-hide = Hide from readers
history-show = Show to readers
history-seen-shown = readers can see it
history-seen-hidden = hidden from readers
history-seen-left_out = not shown: it holds something that is gone from the article
history-added = added:
history-removed = removed:
history-same = The text didn't change.
history-edit = Back to the article
reply-page = Reply
reply-lead = Paste what the customer wrote. You get the best existing answers, ready to send.
reply-text = The customer's message
reply-channel = Where you reply
reply-name = Customer's name (optional)
reply-go = Find answers
reply-found = Answers already written
reply-none = There is no answer for this yet
reply-none-hint = Search the articles, or answer it yourself: once resolved, it can become one.
reply-very_likely = Very likely · { $n }
reply-likely = Likely · { $n }
reply-possible = May help · { $n }
reply-why = Matches: { $why }
reply-used =
    { $n ->
        [0] Not used yet
        [one] Used once
       *[other] Used { NUM($n) } times
    }
reply-sendable = Reply, ready to copy
reply-limit = { NUM($n) } of { NUM($max) } { $unit }
reply-length = { NUM($n) } { $unit }
reply-over = Too long for this channel: shorten it before you send it.
reply-sent = I sent it
reply-rejected = Not useful
reply-outcome = Saved. Thank you.
reply-stale = The customer has written again. Here are the answers now.
reply-past = How it was answered before
reply-private = Staff only: it has no public link
reply-copy = Copy
reply-copied = Copied
unit-characters = characters
me-page = You
me-name = Name
me-role = Role
me-language = Language of your pages
me-save = Save
role-agent = Agent
role-editor = Editor
role-admin = Admin

## Administration: frame and overview
admin-short = Settings
admin-page = Administration
admin-nav = Administration pages
admin-overview = Overview
admin-group-seen = What visitors see
admin-group-acting = Who may do what
admin-group-data = Data
admin-site = Site
admin-theme = Look
admin-languages = Languages
admin-topics = Topics
admin-channels = Channels
admin-people = People
admin-tokens = Tokens
admin-privacy = Privacy
admin-import = Import
admin-export = Export
admin-backup = Backup
admin-audit = Audit log
admin-jobs = Jobs
notice-set = Saved. The site shows it now.
error-403-who = These people can: { $people }.
error-403-ask = Ask for permission
error-403-subject = A permission in Precedent
overview-warnings =
    { $n ->
        [0] Nothing needs fixing
        [one] One thing needs fixing
       *[other] { NUM($n) } things need fixing
    }
overview-fine =
    { $n ->
        [one] One check is fine
       *[other] { NUM($n) } checks are fine
    }
overview-state = State
overview-storage = Storage
overview-megabytes = { NUM($n) } MB in use
overview-contents = Contents
overview-articles =
    { $n ->
        [one] one article
       *[other] { NUM($n) } articles
    }
overview-conversations =
    { $n ->
        [one] one conversation
       *[other] { NUM($n) } conversations
    }
overview-index = Search index
overview-behind =
    { $n ->
        [0] Up to date
        [one] One change still to be applied
       *[other] { NUM($n) } changes still to be applied
    }
overview-rebuilding = Being rebuilt
overview-backup = Last backup
overview-backup-none = None yet
overview-at = { $date } at { $time } UTC
doctor-folder = The data folder ({ $what }) is writable.
doctor-folder_missing = The data folder { $what } does not exist.
doctor-fix-folder_missing = Start "precedent serve" with the right folder in --data-dir.
doctor-folder_closed = The data folder { $what } is not writable.
doctor-fix-folder_closed = Give the user that runs Precedent write access to it.
doctor-space = { NUM($n) } MB are free for the data.
doctor-space_little = Only { NUM($n) } MB are free for the data.
doctor-fix-space_little = Free some space on that disk: once it is full, nothing can be saved.
doctor-address_local = Links lead to { $what }, an address that only exists on this machine.
doctor-fix-address_local = Set public_url to the address that visitors use.
doctor-address_plain = Visitors reach { $what } without encryption; passwords travel in plain text.
doctor-fix-address_plain = Put a proxy with TLS in front and set public_url to its https address.
doctor-proxy_unknown = A proxy passes visitors on, but no proxy is trusted: all visitors share one rate limit.
doctor-fix-proxy_unknown = Set trusted_proxies to the proxy's address, for instance 127.0.0.1.
doctor-unlimited = Requests or sign-in attempts are not limited.
doctor-fix-unlimited = Set requests_per_minute and sign_ins_per_minute to more than 0.
doctor-schema = The database schema is up to date.
doctor-schema_old =
    { $n ->
        [one] The database lacks a migration.
       *[other] The database lacks { NUM($n) } migrations.
    }
doctor-fix-schema_old = Make a backup, then run "precedent migrate".
doctor-schema_unknown = The state of the database schema can't be read.
doctor-fix-schema_unknown = Run "precedent migrate"; it says what is wrong.
doctor-clock_wrong = This machine's clock can't be right: it says { $what }.
doctor-fix-clock_wrong = Set the clock, ideally with NTP.
doctor-backup =
    { $n ->
        [0] The last backup is of today.
        [one] The last backup is a day old.
       *[other] The last backup is { NUM($n) } days old.
    }
doctor-backup_none = There is no backup yet.
doctor-fix-backup_none = Run "precedent backup FILE" every night, and keep the file on another machine.
doctor-backup_old = The last backup is { NUM($n) } days old.
doctor-fix-backup_old = Run "precedent backup FILE" every night, and keep the file on another machine.
doctor-admin_none = There is no admin account.
doctor-fix-admin_none = Run "precedent account add".
doctor-brand_unknown = The setting brand names "{ $what }", which does not exist.
doctor-fix-brand_unknown = Set it to a brand that "precedent brand list" shows.
doctor-index = The search index has all changes ({ NUM($n) } documents).
doctor-index_none = There is no search index, so nothing can be found.
doctor-fix-index_none = Run "precedent reindex".
doctor-index_behind = The search index is missing { NUM($n) } changes or more.
doctor-fix-index_behind = They are normally applied within seconds; if not, run "precedent reindex".

## Administration: look
incident-tag = Incident
incident-since = Since { $date }, { $time } UTC
incident-next = We are working on it; next update at { $time } UTC
incident-next-day = We are working on it; next update on { $date }, { $time } UTC
incident-more = What you can do meanwhile
admin-save = Save
admin-back = Back
admin-published =
    { $n ->
        [0] No published article
        [one] one published article
       *[other] { NUM($n) } published articles
    }
notice-incident = The notice shows on every public page.
notice-incident_end = The notice is gone.
site-lead = What the brand says about itself.
site-incident = Notice of an incident
site-incident-lead = It is shown at the top of every public page while it lasts. Say what isn't working, where, and when you will give an update.
site-incident-on = Showing now
site-incident-text = Notice ({ $language })
site-incident-show = Show the notice
site-incident-change = Change the notice
site-incident-end = End the incident
site-since = Start (UTC)
site-since-hint = In UTC. Leave empty to start now. The notice isn't shown before this time.
site-next = Next update (UTC)
site-next-hint = In UTC. The notice shows it until then. Leave empty to promise none.
site-more = What to do meanwhile
site-more-hint = The page the notice links to: /a/4f7k, or an address starting with https://. Leave empty for no link.
field-next = The next update has to come after the start.
field-more = Enter an address on this site, such as /a/4f7k, or one starting with https://.
site-words = Name and texts
site-name = Name of the brand
site-host = Own address
site-host-hint = A name such as help.example.org, if this brand has an address of its own. Leave empty to use the installation's.
site-title = Heading of the home page ({ $language })
site-sentence = Sentence below the heading ({ $language })
site-words-hint = Leave a field empty to use the default text.
site-contact = Your own contact details
site-contact-hint = One per line. They are public: they don't count as personal data in an article.
site-emails = E-mail addresses
site-phones = Telephone numbers
site-handles = Handles
site-domains = Domains
site-texts = Text pages
site-text = Text in Markdown ({ $language })
site-text-hint = Leave it empty to use the default text in that language.
site-fixed = Set in the settings file
site-address = Public address
site-threshold = Minimum confidence for suggesting an answer
look-lead = Colours and logo. Colours that would be hard to read are refused.
look-colours = Colours
look-light = Light
look-dark = Dark
look-measured = Contrast of the colours stored, or last submitted
look-pair = Text and background
look-ratio = Contrast
look-least = Minimum
look-poor = too low
look-reset = Back to the default colours
look-logo = Logo
look-logo-now = Current logo
look-logo-file = Picture
look-logo-hint = PNG, JPEG or WebP, at most { NUM($n) } kB, legible on light and dark.
look-logo-go = Upload the logo
look-logo-remove = Remove the logo
colour-accent = Links and main button
colour-on_accent = Text on the main button
colour-accent_soft = Background of selected items
colour-hero = Home page band
colour-hero_2 = Softer text on the band
pair-accent_on_page = Links on the page
pair-accent_on_surface = Links on cards
pair-accent_on_sunken = Links on sunken areas
pair-accent_on_soft = Links on selected items
pair-ink_on_soft = Text on selected items
pair-words_on_accent = Text on the main button
pair-white_on_hero = Heading on the band
pair-soft_on_hero = Softer text on the band
field-contrast = { $theme }, { $pair }: the contrast is { $ratio } to 1 and has to be at least { $least } to 1.
field-colour = Enter a colour such as #0b6352.
field-name-taken = There is already one like this.
field-host = Enter a name such as help.example.org that no other brand uses.
field-contact = Check the contact details: one of them isn't right.
field-url = It has to start with https://, mailto:, tel: or sms: and contain no spaces.
field-limit = Enter a number above 0, or leave it empty.
field-since = Enter a date and time, or leave it empty.
field-kind = Choose a channel from the list.
field-logo = Choose a PNG, JPEG or WebP picture. Other formats are not accepted, nor is SVG, which can contain scripts.
field-logo-large = The picture is too large.
field-locale = Enter a language tag such as pt or es-MX.
field-locale-known = The site has this language already.
field-locale-own = This is the main language. Choose another one first.
field-locale-published = It has published articles, and their addresses would stop working. Archive them first.
languages-lead = The languages your site can be read in.
languages-own = Main language
languages-unworded = Menus in English
languages-make = Make it the main one
languages-remove = Remove
languages-stays = It can't be removed while it has published articles.
languages-add = Add a language
languages-tag = Language tag
languages-tag-hint = For example pt or es-MX. Menus are available in: { $worded }.
topics-lead = How the site organises its articles.
topics-empty = There are no topics yet. Add the first one.
topics-hidden = Hidden
topics-unnamed = without a name in: { $languages }
topics-up = Up
topics-down = Down
topics-hide = Hide
topics-show = Show
topics-add = Add a topic
topics-name = Name ({ $language })
topics-purpose = What belongs here, in one sentence ({ $language })
topics-parent = Below
topics-parent-none = None: it is a main topic
topics-edit = Edit topic
topics-edit-hint = The old address will still lead to the topic.
channels-lead = Where people can ask.
channels-empty = There are no channels yet. Add the first one.
channels-off = Not offered
channels-hours-none = No hours given
channels-disable = Stop offering it
channels-enable = Offer it again
channels-add = Add a channel
channels-kind = Kind of channel
channels-handle = Handle, number or address
channels-handle-hint = Without it, visitors do not see the channel.
channels-visibility = Its messages are
channels-natural = As usual on this channel
channels-edit = Channel: { $channel }
channels-url = Link for writing to you
channels-url-hint = Leave empty to use the one made from its handle.
channels-hours = Hours ({ $language })
channels-limit = Own limit for replies
channels-limit-hint = In the channel's unit. Leave empty to use the channel's limit.
## Administration: people, tokens, privacy, data
admin-do = What to do
field-phone = Enter a phone number, for example: 900 100 200
field-names = Enter names of three letters or more.
field-scopes = Choose at least one permission.
notice-role = Role changed.
notice-disabled = They can no longer sign in, and their sessions have ended.
notice-enabled = They can sign in again.
notice-revoked = Token revoked. Whoever used it is locked out.
notice-allowed = Added. It no longer counts as personal data.
notice-disallowed = Removed from the list.
notice-erased = Person erased. Search will catch up within seconds.
notice-rebuilding = The index is being rebuilt. Until then, searches use the old one.
notice-backing_up = The backup is being made. You can close this page.
people-lead = Who works here and what they may do
people-given = Access for { $name }
people-given-hint = Pass this on through a safe channel. The password is not shown again.
people-address = Address
people-password = Password
people-name = Name
people-role = Role
people-role-of = Role of { $name }
people-seen = Last seen
people-never = Never
people-you = You
people-disabled = No access
people-change = Change
people-enable = Give access
people-disable = Remove access
people-reset = New password
people-last = This is the last admin. Give someone else that role first.
people-add = Add a person
people-go = Add and show their password
tokens-lead = How programs get access
tokens-given = Token "{ $name }"
tokens-given-hint = Copy it now: it is not shown again.
tokens-docs = How to use it
tokens-name = Name
tokens-name-hint = What it is for, for example: CRM, read only
tokens-scopes = Permissions
tokens-used = Last used
tokens-state = State
tokens-made = Made on { $date }
tokens-made-by = Made by { $name } on { $date }
tokens-until = Until { $date }
tokens-live = Does not expire
tokens-revoked = Revoked
tokens-ended = Expired
tokens-revoke = Revoke
tokens-empty = There are no tokens yet. Create one below for the first program that needs access.
tokens-create = Create a token
tokens-brand = Brand
tokens-days = Valid for
tokens-lasts =
    { $n ->
        [0] Until it is revoked
       *[other] { NUM($n) } days
    }
tokens-go = Create and show the token
scope-suggest = asks for suggestions and reports what happened to them
scope-read = reads articles and conversations, including internal ones
scope-ingest = brings conversations in
scope-curate = drafts, redacts, publishes and archives
scope-admin = may do everything
privacy-lead = What counts as personal data, and what you hold about a person
privacy-test = Test what is hidden
privacy-text = Text to test
privacy-text-hint = Paste a message. Nothing is stored.
privacy-try = Try
privacy-found =
    { $n ->
        [0] There is nothing to hide
        [one] One thing would be hidden
       *[other] { NUM($n) } things would be hidden
    }
privacy-what = Found
privacy-kind = What it is
privacy-instead = Shown instead
privacy-sure = Certainty
privacy-certain = Sure, { NUM($n) }%
privacy-doubtful = Unsure, { NUM($n) }%
privacy-allowed = Public contacts of { $brand }
privacy-allowed-hint = The e-mail addresses and phone numbers on this list belong to the brand: they may stand in an article and are not hidden.
privacy-email = E-mail addresses
privacy-phone = Phone numbers
privacy-none = None yet.
privacy-remove = Remove
privacy-add = Add
privacy-add-email = Public e-mail address
privacy-add-phone = Public phone number
privacy-person = A person who wrote to you
privacy-person-hint = When someone asks for their data or wants to be erased, find them by the handle they wrote under.
privacy-handle = Handle
privacy-search = Search
privacy-nobody = Nobody has written as "{ $handle }".
kind-EMAIL = e-mail
kind-PHONE = phone
kind-IBAN = bank account
kind-CREDIT_CARD = card
kind-DNI = ID number
kind-NIE = foreigner's ID number
kind-ORDER_ID = order number
kind-TRACKING = parcel tracking
kind-IMEI = phone serial number (IMEI)
kind-PLATE = number plate
kind-PASSWORD = password
kind-IP = IP address
kind-HANDLE = user
kind-ADDRESS = address
kind-PERSON = name
person-back = Back to privacy
person-messages = Messages
person-wrote =
    { $n ->
        [one] one message
       *[other] { NUM($n) } messages
    }
person-last = Last message
person-export = Export their data
person-export-hint = A JSON file with everything they wrote and what we answered. What other people wrote is left out.
person-export-go = Download their data
person-erase = Erase this person
person-erase-hint = Their handle and names go from everything that is stored; in the conversations they wrote in all personal data is hidden, and articles lose the excerpts that came from those. Question and answer stay, with nobody behind them. This cannot be undone. Earlier backups and the network it came from do not change: erase there too.
person-names = Other names (optional)
person-names-hint = One per line, for example their full name. These are removed from everything stored, too.
person-sure = Yes, erase { $handle } for good
person-unsure = Tick the box to confirm that you want to erase this person.
person-erase-go = Erase for good
import-lead = Bring in conversations and articles
import-recent = Latest imports
import-upload = Upload a file
import-format = Format
import-format-auto = Detect automatically
import-format-conversations = Conversations (JSON lines)
import-format-twcs = Customer support tweets (CSV)
import-format-markdown = Article (Markdown)
import-format-beir = BEIR corpus (corpus.jsonl)
import-brand = Brand
import-brand-own = Each record's own
import-dry = Dry run: counts what would happen and stores nothing
import-file = File
import-file-hint = Up to { NUM($n) } MB, gzip is fine. Importing the same file again changes nothing.
import-go = Upload and import
import-nothing = Choose a file.
import-large = The file is larger than { NUM($n) } MB. Split it, compress it, or use "precedent import".
jobs-lead = What runs in the background
jobs-rebuild = Rebuild the index
jobs-empty = There have been no jobs yet.
jobs-empty-do = Import a file
job-import = Import
job-backup = Backup
job-index = Search index
job-what = Job
job-state = State
job-started = Started
job-ended = Ended
job-percent = { NUM($n) }%
job-state-running = Running
job-state-cancelling = Stopping
job-state-done = Done
job-state-failed = Failed
job-state-cancelled = Stopped
job-state-interrupted = Interrupted
job-dry = Dry run
job-stop = Stop
job-going = Running. You can close this page; the job goes on.
job-failed = The job failed:
job-interrupted-import = The server stopped halfway. What was imported until then is stored; upload the file again and it continues from there.
job-interrupted-backup = The server stopped halfway. Make another backup.
job-interrupted-index = The server stopped halfway. The index completes itself on the next start.
job-cancelled = Someone stopped it. What was imported until then is stored.
job-nothing-stored = This was a dry run: nothing was stored.
job-counts = What was imported
count-new = New
count-updated = Changed
count-unchanged = Same
count-rejected = Rejected
counted-conversations = Conversations
counted-messages = Messages
counted-articles = Articles
job-errors = What was not imported
job-file = File
job-line = Line
job-reason = Why
job-more =
    { $n ->
        [one] And one more.
       *[other] And { NUM($n) } more.
    }
job-all = All jobs
job-again = Refresh
export-lead = Take your archive with you
export-form = What to download
export-archive = Everything (.tar.gz)
export-hint-archive = For each brand: its settings, one Markdown file per article, and the conversations as JSON lines. "precedent import auto FOLDER" gives the same archive in another installation.
export-conversations = Only the conversations (.jsonl.gz)
export-hint-conversations = One JSON document per line. You can upload it under Import as it is.
export-personal = It contains private messages and customers' personal data. Store it safely.
export-go = Download
backup-lead = All data in one file
backup-go = Make a backup now
backup-running = In progress
backup-stored =
    { $n ->
        [0] There is no backup yet
        [one] One stored backup
       *[other] { NUM($n) } stored backups
    }
backup-folder = They are in { $folder }. Keep one on another machine.
backup-made = Made
backup-file = File
backup-size = Size
backup-kilobytes = { NUM($n) } KB
backup-personal = A backup contains private messages and the password hashes of the people who work here.
backup-restore = Restore
backup-restore-hint = It replaces all data, so it is done on the machine itself, with the server stopped:
backup-file-word = FILE
audit-lead = Who did what
audit-person = Person
audit-kind = About
audit-when = When
audit-who = Who
audit-what = What
audit-detail = Detail
audit-system = The system or the command line
audit-token = program
audit-empty = No entries match these filters.
thing-account = Accounts
thing-archive = Exports
thing-article = Articles
thing-backup = Backups
thing-brand = Brands
thing-channel = Channels
thing-conversation = Conversations
thing-import = Imports
thing-index = Index
thing-job = Jobs
thing-link = Links
thing-person = People who wrote
thing-redaction = Hidden data
thing-token = Tokens
thing-topic = Topics
did-account-add = Added an account
did-account-set_up = Set up the installation
did-account-role = Changed a role
did-account-disable = Removed access
did-account-enable = Gave access back
did-account-password = Set a new password
did-archive-export = Exported data
did-article-archive = Archived an article
did-article-create = Created an article
did-article-draft = Made a draft from a conversation
did-article-flag = Flagged a problem
did-article-merge = Merged two articles
did-article-publish = Published an article
did-article-restore = Restored an article
did-article-revise = Changed an article
did-backup-make = Made a backup
did-backup-download = Downloaded a backup
did-brand-add = Added a brand
did-brand-allow = Declared a contact public
did-brand-disallow = Removed a public contact
did-channel-add = Added a channel
did-conversation-ingest = Brought in conversations
did-conversation-resolve = Marked a conversation as resolved
did-import-run = Imported
did-index-rebuild = Asked to rebuild the index
did-job-cancel = Stopped a job
did-link-add = Linked an article and a conversation
did-person-erase = Erased a person
did-person-export = Downloaded a person's data
did-redaction-decide = Decided on personal data
did-token-create = Created a token
did-token-revoke = Revoked a token
## Refusals
refused-state = It has changed in the meantime, or something is still missing. Reload the page and check.
refused-unreadable = Go back, check what you typed and send it again.
refused-empty = An article without a text can't be published.
refused-archived = The article is archived. Restore it first.
refused-archived-already = The article is already archived.
refused-archived-not = The article is not archived.
refused-open = The conversation is still open. Mark it as resolved first.
refused-no-answer = None of our messages here answers the customer, so there is nothing to draft from.
refused-last-admin = This is the last admin account. Add another one first.
kind-email = an e-mail address
kind-phone = a phone number
kind-iban = an account number
kind-credit_card = a card number
kind-dni = a Spanish ID number
kind-nie = a Spanish foreigner's ID number
kind-order_id = an order number
kind-tracking = a tracking number
kind-imei = an IMEI number
kind-plate = a number plate
kind-password = a password
kind-ip = an IP address
kind-handle = a user name
kind-address = a postal address
kind-person = a person's name

## First steps
setup-page = Setup
setup-step = Step { $n } of 5
setup-steps = Steps
setup-language = Language
setup-account = Account
setup-site = Site
setup-channels = Channels
setup-content = Content
setup-next = Continue
setup-skip = Skip this step
setup-later = You can change this later under Administration.
setup-language-page = Which language should we use?
setup-language-lead = The language of your own pages, and the first one of your site.
setup-account-page = Create the first account
setup-lead = This account runs the installation. Look in the server log for the code.
setup-code = One-time code
setup-code-hint = Printed when the server started.
setup-name = Your name
setup-password-hint = At least { NUM($n) } characters.
setup-go = Create the account
setup-code-wrong = The code isn't right. Look in the server log.
setup-site-page = Your site
setup-site-unnamed = Help
setup-site-name = Name of the site
setup-site-name-hint = What visitors see, for example "Brizna Help".
setup-site-address = Public address
setup-site-address-hint = The one visitors use, for example https://help.brizna.example. It takes effect on the next start.
setup-site-settled = Set in the server's settings: { $address }
setup-site-languages = Site languages
setup-site-test = Test the address
setup-reach-here = It works: you're at this address right now.
setup-reach-answers = It works: a Precedent server answers there.
setup-reach-silent = Nothing answers there. Check the name, the port, and that the proxy leads to this server.
setup-reach-secure = It uses https and can't be tested from here. Open it in another tab: if you see your site, it works.
setup-reach-open = Open { $address }
setup-channels-page = Where do customers write to you?
setup-channels-lead = We show them when someone doesn't find an answer. Add the ones you want, or skip this.
setup-channels-kind = Channel
setup-channels-handle = Your account, number or address there
setup-channels-add = Add
setup-channels-own = Channels so far
setup-channels-twice = You already have that one.
setup-content-page = What do you want to start with?
setup-content-empty = Start empty
setup-content-empty-hint = Write the first article yourself, or let it come from the first resolved conversation.
setup-content-demo = Load the demo
setup-content-demo-hint = An invented company, Brizna, with articles and conversations in Spanish and English. It is shown instead of your site until you remove it under Import. This takes a few seconds.
setup-content-import = Import
setup-content-import-hint = Conversations or articles you already have, as CSV, JSON or Markdown.
first-page = Three things to start with
first-lead = It is running. Try these, in any order.
first-search = Try a search
first-search-hint = As a visitor would: in their words, even with a typo.
first-draft = Publish a draft
first-draft-hint-conversation = Made from a resolved conversation, with personal data already hidden.
first-draft-hint-new = A title in the customer's words, and a short answer.
first-invite = Invite someone
first-invite-hint = The people who reply and write work better with accounts of their own.
first-unfinished = Setup isn't finished.
first-continue = Continue
first-demo = The demo is shown instead of { $name }.
first-own = Show { $name }
first-restart = The address { $address } takes effect when you restart the server.
field-address = Enter an address like https://help.example.com.

## Keys
keys-open = Shortcuts
keys-title = Shortcuts on this screen
keys-lead = They work while you aren't typing.
keys-off-link = You can turn them off.
keys-help = This list
keys-escape = Leave the field, close
keys-move = Next, previous
keys-enter = Open
keys-redactions = Previous, next hidden data
keys-close = Close
keys-label = Single-key shortcuts:
keys-on = on
keys-off = off
keys-hint = Press "?" on any screen to see its shortcuts.
articles-search = Search articles
reply-edit = Edit the reply

## More of the public site
article-older = This translation is older than the latest change to the original ({ $language }).
article-original = Read the original
article-copy = Copy the link
article-copied = Link copied
ask-wait-minutes =
    { $n ->
        [one] We usually reply in a minute
       *[other] We usually reply in about { NUM($n) } minutes
    }
ask-wait-hours =
    { $n ->
        [one] We usually reply in an hour
       *[other] We usually reply in about { NUM($n) } hours
    }
search-filters = Filters:
search-filter-remove = (remove)
search-elsewhere =
    { $n ->
        [one] One answer in another language: { $language }
       *[other] { NUM($n) } answers in another language: { $language }
    }
edit-archive-why = What readers with the link will be told
edit-archive-unsaid = No reason
withdrawn-outdated = The answer was out of date: something has changed since.
withdrawn-wrong = The answer was wrong.
withdrawn-ended = What it was about no longer exists.

## Replies
reply-to = Reply to { $name }
reply-go-private = Go private
reply-go-public = Back to public
reply-conversation = Show the conversation
reply-pick = Pick a conversation
reply-queue =
    { $n ->
        [0] Waiting for a reply
       *[other] Waiting for a reply · { NUM($n) }
    }
reply-queue-none = Nothing to do: nobody is waiting for a reply.
reply-wait-minutes = { NUM($n) } mins
reply-wait-hours = { NUM($n) } hrs
reply-wait-days =
    { $n ->
        [one] one day
       *[other] { NUM($n) } days
    }
reply-incident = There is an open incident: { $text } If it affects them, apologise once.
reply-count-near = { NUM($n) } of { NUM($max) } · { NUM($k) } left
reply-count-over = { NUM($n) } of { NUM($max) } · { NUM($k) } over
reply-count-link = (link: { NUM($n) })
reply-recount = Count
reply-shorten = Shorten
reply-write = Write the reply
reply-resolved = Sent and resolved
reply-other = Search for another answer
reply-found-hint = Answers appear here as soon as you paste a message or pick a conversation.
reply-insert = Insert
reply-inserted = Inserted
reply-edit-short = Edit
reply-copy-link = Copy link
reply-undo = Undo
reply-rejected-for = Dismissed: { $reason }
reply-reason-other_problem = it's a different problem
reply-reason-outdated = it's outdated
reply-reason-wrong_tone = the tone is wrong
reply-reason-wrong_language = it's in another language
reply-nothing-fits = None of these useful?
reply-report = Report as missing
reply-reported = Editors know that this answer is missing.
reply-missing = Reported: editors will see that this answer is missing.
reply-missing-names = Fill in { $names } first.
reply-personal = This looks like { $kind }. Remove it or go private.
reply-leaks = This link leads to an internal article and can't go into a public reply.
reply-over-by =
    { $k ->
        [0] Too long for this channel. Shorten it.
        [one] Too long for this channel: one over. Shorten it.
       *[other] Too long for this channel: { NUM($k) } over. Shorten it.
    }
reply-keys-queue = next, previous
reply-keys-insert = insert
reply-keys-other = search an answer
reply-keys-write = write
reply-keys-all = all shortcuts
unit-bytes = bytes
unit-sms = SMS characters

## Own password, threshold and brands
me-password = Your password
me-password-present = Current password
me-password-new = New password
me-password-hint = Changing it ends your other sessions.
me-password-change = Change the password
me-password-wrong = This isn't your current password.
notice-password = Password changed. Your other sessions have ended.
site-threshold-label = From 0 to 1
site-threshold-hint = Below it, nothing is suggested. Leave empty to use the settings' value, { $n }. It applies to the whole installation at once.
field-threshold = Enter a number from 0 to 1.
notice-threshold = Saved. It is already in use.
admin-brands = Brand
did-settings-threshold = Changed how sure suggestions have to be
thing-settings = Settings

## Excerpt of the source
article-source-part = This is how it was asked, with personal data hidden.
edit-excerpts = What is shown from the source
edit-excerpts-hint = At most four sentences, said in public and with personal data already hidden. With none ticked, nothing is shown.
edit-excerpts-many = Choose at most four sentences.
did-article-excerpt = Chose what is shown from the source

## Opening of the reply, and who else replies
opening-apology = We are sorry about {"{"}what_happened{"}"}.
opening-thanks = Thank you for {"{"}reason{"}"}.
reply-opening = Opening
reply-opening-none = No opening
reply-opening-apology = Apology
reply-opening-thanks = Thanks
reply-opening-go = Apply
reply-apology-again = There is an apology in this conversation already: a second one sounds hollow.
reply-late = They have waited for more than a day. Apologise once for the delay.
reply-other-person = { $name } has been replying since { $time } UTC.
reply-take = I'll reply
reply-twice = { $name } has just replied to this conversation. Your text is still here: see whether it is still needed.

## Reply targets
admin-targets = Targets
targets-lead = How soon you want to send a first reply. The reply queue is ordered by the time left.
targets-channel = Channel
targets-minutes = Target in minutes (empty: none)
targets-measured = Median of the last 28 days
targets-median =
    { $n ->
        [one] one minute
       *[other] { NUM($n) } minutes
    }
targets-over = over
targets-within = within
targets-few = fewer than 20 replies
targets-none = There is no channel to set a target for.
reply-target = Target { $target } · { $left } left
reply-target-over = Target { $target } · missed { $left } ago
reply-left-over = overdue
reply-older =
    { $n ->
        [one] One more person has waited for more than three days
       *[other] { NUM($n) } more people have waited for more than three days
    }
field-no-minutes = Enter a number of minutes.

## Retention
privacy-retention = How long conversations are kept
privacy-retention-days = Days since the last message (empty: forever)
privacy-retention-hint = Anything older is deleted within the hour and can't be brought back. Articles stay, with how often they were used; excerpts from those conversations go.
field-retention = Enter a number of days, at least 30.

## Signature
me-signature = Signature for your replies
me-signature-hint = For example ^LR. It is added once at the end of what you insert. Leave empty to add nothing.
reply-signed = Signed { $signature }
reply-unsigned = No signature

## Precision of suggestions
precision-lead = Choose how often suggestions should be right. The surer they have to be, the fewer messages get one.
precision-of = On { $date }, { NUM($messages) } of your own messages were tried again; for { NUM($judged) } the right answer is known.
precision-now = The current threshold, { $threshold }, suggests something for { NUM($coverage) }% of them, and { NUM($right) }% of that is right.
precision-never = Not measured on your own messages yet: the table shows results from public sets.
precision-few = At least { NUM($n) } messages with a known answer are needed, and there are { NUM($judged) }: the table shows what was measured on public sets. Link resolved conversations to the articles that answered them, or send suggestions, and measure again.
precision-label = What each precision costs
precision-wanted = Right
precision-threshold = Threshold
precision-coverage = Messages with a suggestion
precision-right = Measured right
precision-rests = Based on
precision-messages =
    { $n ->
        [one] one message
       *[other] { NUM($n) } messages
    }
precision-sets = public sets
precision-unknown = not known yet
precision-unreached = no threshold reaches this on your { NUM($n) } messages
precision-set = Use this threshold
precision-measure = Measure on our messages
precision-again = Measure again
precision-going = Measuring…
precision-by-hand = Set the threshold by hand
field-precision = Choose one that a threshold is known for.
notice-measuring = Measuring in the background; reload this page in a moment.
job-measure = Precision of suggestions
job-interrupted-measure = The server stopped halfway. Earlier results still stand; measure again.

## Environments
admin-environments = Environments
environments-lead = What your answers can be for
environments-what = Products, versions, countries or platforms for which the same problem has different answers. An article is for what its title, its environment or its tags name. Who asks about Android is offered what is for iOS alone only behind the rest, and told so. With nothing declared, nothing changes.
environments-name = Kind
environments-name-hint = For example: Platform
environments-values = Values
environments-values-hint = One per line; other spellings go after a colon: “iOS: iphone, ipad”
environments-another = Another kind
environments-remove = To remove a kind, empty both of its fields.
field-values-twice = Two values are spelled the same.
field-many = There are too many.
notice-environments = Saved. Suggestions and search already use it.
did-brand-environments = Changed what answers can be for
reply-environment = For { $own }; asked about { $asked }
## Links that the product found by itself

conversation-link-found = Found in the reply that was sent. Is it the answer?
conversation-link-confirm = Yes, it is
conversation-link-undo = No, it isn't

## Synonyms
admin-synonyms = Synonyms
synonyms-lead = How your customers write, and what they mean. Entries count as soon as they are saved.
synonyms-add = Add an entry
synonyms-words = Words
synonyms-hint = The same in other words, separated by commas: chip, SIM card. Or an abbreviation, = and what it means: acct = account.
synonyms-language = Language
synonyms-entry = Entry: { $words }
synonyms-remove = Remove
synonyms-none = No entries of your own.
synonyms-shipped =
    { $n ->
        [one] One entry that is known already
       *[other] { NUM($n) } entries that are known already
    }
notice-synonyms = Saved. Searches already use it.
field-synonym = Enter at least two expressions separated by commas, or an abbreviation, = and what it means.
field-synonym-spelling = Only one word may stand before the =.
field-synonym-long = Too long: at most 300 letters, and six words per expression.
field-synonym-known = It is already on the list.
field-synonym-many = The list is full. Remove an entry first.

## The preview of an article
preview-page = Page
preview-again = Refresh
preview-applies = Applies to: { $what }
preview-size = { $words ->
        [one] one word
       *[other] { NUM($words) } words
    } · short answer: { NUM($letters) } of { NUM($max) }
preview-own = Own text for this channel
preview-unlimited = { $n ->
        [one] one character, no limit
       *[other] { NUM($n) } characters, no limit
    }
preview-link = The link counts { NUM($n) }
preview-link-plain = The link is shown here but can't be clicked.
preview-link-none = No link yet: the address is made when you save.
preview-gaps = To fill in before sending: { $names }
preview-fits = All of it is sent.
preview-cut = What doesn't fit
preview-cut-short = not all of it is sent
preview-whole = All of it would be { NUM($n) }: { NUM($k) } too many.
preview-parts = All of it, in { NUM($n) } messages
preview-none = Write the short answer to see it on each channel.

## A session that ended
login-ended = Your session ended while you were writing. Sign in again: what you sent is still here.
resume-page = You are signed in again
resume-lead = What you sent is not lost. Send it now and carry on where you were.
resume-go = Send it
resume-drop = Discard it

## The inbox
conversations-views = Views of the inbox
conversations-view-all = All
conversations-view-open = Open
conversations-view-uncovered = Resolved, no article
conversations-view-covered = Resolved, with article
conversations-messages-word = { $n ->
        [one] message
       *[other] messages
    }
conversations-all = Show all
articles-all = Show all
undo = Undo

## By words, and for another environment
search-environment = for { $own }
search-environment-asked = (you asked about { $asked })
search-words-crowd = Many people are searching right now, so we only looked for your exact words. Try again in a moment.
search-words-silent = We only looked for your exact words. Try again in a moment.
search-words-off = We looked for your exact words. If it isn't here, try other words.
reply-words-crowd = Too many requests at once: these were found by words alone.
reply-words-silent = The encoder isn't answering right now: these were found by words alone.
reply-words-off = Answers are found by words alone here, not by meaning.
conversation-earlier = Earlier, from the same person
reply-broken = We can't suggest replies right now. Search still works, and what you write here stays.

## Doctor: the meaning
doctor-encoder = The built-in encoder works as it should.
doctor-encoder_off = The encoder is switched off: answers are found by words alone.
doctor-encoder_missing = This program was built without an encoder: answers are found by words alone.
doctor-fix-encoder_missing = Use a build that has it, or set encoder = "off" if that is intended.
doctor-encoder_wrong = The built-in encoder gives wrong results: nothing is found by meaning.
doctor-fix-encoder_wrong = Reinstall the program and compare its checksum; if that doesn't help, check this machine's memory and processor.
doctor-vectors = The vectors are up to date.
doctor-vectors_none = There are no article vectors yet: answers are found by words alone.
doctor-fix-vectors_none = They are made in the background; if they don't appear, look in the server log.
doctor-vectors_other = The stored vectors were made by another encoder ({ $what }).
doctor-fix-vectors_other = They are being remade automatically; until then answers are found by words alone.
doctor-vectors_stale = The vectors belong to other data or are too old to continue from.
doctor-fix-vectors_stale = They are being remade in the background.
doctor-vectors_behind = The vectors are missing { NUM($n) } changes.
doctor-fix-vectors_behind = They are made in the background; if they stay behind, look in the server log.
doctor-synonyms = The synonyms can be read ({ NUM($n) } entries of your own).
doctor-synonyms_unread =
    { $n ->
        [one] One entry of the synonyms of { $what } cannot be read and does not count.
       *[other] { NUM($n) } entries of the synonyms of { $what } cannot be read and do not count.
    }
doctor-fix-synonyms_unread = Fix or remove them under "Synonyms".
doctor-synonyms_foreign =
    { $n ->
        [one] One entry of the synonyms of { $what } is in a language that the brand does not have.
       *[other] { NUM($n) } entries of the synonyms of { $what } are in languages that the brand does not have.
    }
doctor-fix-synonyms_foreign = Remove them under "Synonyms", or give the brand that language.

## Inbox: preview
conversations-glance = Preview
glance-since = Since
glance-open = It is still open.
glance-open-it = Open
glance-rest = { $n ->
        [one] And one more message
       *[other] And { NUM($n) } more messages
    }

## Errors: what was typed
error-kept = What you wrote is not lost
error-kept-lead = You can send it again from here. If it fails once more, copy the text and keep it: this page does not.
error-kept-text = Your text
error-kept-again = Send again

## Administration: how things stand
people-roles = Roles
people-can-agent = Replies, reads, links and flags.
people-can-editor = Also drafts, publishes and archives.
people-can-admin = Also sees and changes these pages.
people-without =
    { $n ->
        [one] And one person without access.
       *[other] And { NUM($n) } people without access.
    }
people-consequences = Removing access ends their sessions at once; what they wrote stays. A new password also ends their sessions and is shown only once.
tokens-live-count = Active tokens
tokens-idle = Of those, never used
tokens-first-end = Next to expire
tokens-no-end = None expires
tokens-consequences = A revoked token stops working at once and can't be brought back: the program that uses it will need another.
backup-here = in the backup folder
backup-elsewhere = It was made from the command line and is not in the backup folder.
backup-none = Press “Make a backup now”; until then, a broken disk loses everything.
backup-data = The data now
backup-folder-none = They will be kept in { $folder }.
export-people =
    { $n ->
        [one] one person who wrote
       *[other] { NUM($n) } people who wrote
    }
export-last = Last download
privacy-held = What is kept now
privacy-oldest = The oldest was last active on
privacy-nothing = There is none yet.
privacy-people = People who wrote
privacy-erased = Last time someone was erased
privacy-erased-none = Nobody has been erased.
privacy-kept = They are kept
privacy-kept-days =
    { $n ->
        [one] one day
       *[other] { NUM($n) } days
    }
privacy-kept-ever = forever
privacy-forgot =
    { $n ->
        [one] The last time one was deleted, on
       *[other] The last time { NUM($n) } were deleted, on
    }
privacy-forgot-none = None has been deleted by age yet.
audit-since = Since (UTC)
audit-take = Download what is filtered:
audit-all = Show all
audit-unread = This filter can't be read, and the file would contain everything. Set the filters again.
thing-audit = Log
did-audit-export = Downloaded the log

## One's own
me-reuse = What you reuse
me-reuse-rate = { NUM($n) }%
me-reuse-of =
    { $n ->
        [one] of the only reply that you sent uses an article ({ NUM($reused) } of 1).
       *[other] of your replies use an article ({ NUM($reused) } of { NUM($n) }).
    }
me-reuse-none = You haven't sent any replies from here.
me-reuse-hint = Last { NUM($n) } days: replies that insert, adapt or link an article. Only you see this.

## Audit: what was done
thing-learning = What was learned
thing-retention = Retention
did-brand-change = Changed the name or address of the site
did-brand-channel_change = Changed a channel
did-brand-channel_disable = Hid a channel
did-brand-channel_enable = Showed a channel again
did-brand-colours = Changed the colours
did-brand-incident = Announced an incident
did-brand-incident_end = Ended the notice of an incident
did-brand-language_add = Added a language
did-brand-language_own = Changed the brand’s own language
did-brand-language_remove = Removed a language
did-brand-logo = Changed the logo
did-brand-page = Changed a text page
did-brand-synonym_add = Added a synonym
did-brand-synonym_change = Changed a synonym
did-brand-synonym_remove = Removed a synonym
did-brand-targets = Changed the reply targets
did-brand-topic_add = Added a topic
did-brand-topic_hide = Hid a topic
did-brand-topic_move = Changed the order of topics
did-brand-topic_rename = Changed a topic's text
did-brand-topic_show = Showed a topic again
did-brand-words = Changed the site's texts
did-learning-revert = Undid something learned
did-learning-undo = Accepted something learned again
did-link-confirm = Confirmed a link that was found
did-link-refuse = Rejected a link that was found
did-retention-forget = Deleted conversations by age
did-settings-home_brand = Chose the brand of the home page
did-settings-public_url = Changed the public address
did-settings-retention = Changed how long conversations are kept

## What a draft lacks, reports, and the desk
conversation-now-resolved = Marked as resolved.
conversation-now-linked = Linked with the article.
conversation-link-by-hand = Link another article
conversation-link-example = Its short link or its code
conversation-link-go = Link
conversation-link-odd = There is no article at that address. Paste its link, such as /a/4f7k.
conversations-none = There are no conversations yet.
articles-none = There are no articles yet. They come from resolved conversations, or are written here.
edit-source-whole = See the conversation
edit-hint = Advice
edit-channel_replies = A channel's reply
check-courtesy = No greeting, apology, thanks or signature
check-links = Links to articles of this site lead somewhere
check-alike = No other published article says the same
missing-title = Write a title.
missing-resolution = Write the short answer or what to do.
missing-redactions = Decide on all personal data that was found.
missing-reply = Shorten the short answer to 280 characters.
missing-topic = Choose at least one topic.
lint-greeting = { $part }: take out the greeting; each reply has its own.
lint-apology = { $part }: take out the apology or condolence; it was for one person, and many read an article.
lint-thanks = { $part }: take out the thanks; they were for one person.
lint-signature = { $part }: take out the signature; each reply has its sender's.
lint-exclamation = { $part }: take out the exclamation marks; the text says the same calmly.
lint-emoji = { $part }: take out the emoji; not everybody sees or hears them alike.
flag-title = Report a problem
flag-lead = You can only read it here. If something is not right, tell the editors.
flag-kind = What is wrong
flag-kind-wrong = It is not correct
flag-kind-outdated = It is out of date
flag-kind-unclear = It cannot be understood
flag-kind-missing_environment = It does not say which product or version it is for
flag-kind-not_public = It should not be public
flag-comment = What would you change? (optional)
flag-send = Report
flag-done = Seen to
notice-flagged = Reported. Whoever edits the article will see it here.
notice-unflagged = The report was seen to.
did-article-unflag = Saw to a report on an article
history-told-draft = Made from a conversation
history-told-import = Imported
history-told-hidden = Personal data was hidden
history-told-kept = Something personal was left in the text
history-first = This is the first text: there is none before it to compare with.
conversations-search = Search the inbox
edit-missing-few =
    { $n ->
        [one] One thing is missing
       *[other] { NUM($n) } things are missing
    }

## Answers, their way out of use and their language
language-called-es = Spanish
language-called-en = English
home-topics-none = No topics with answers yet.
ask-soon-minutes =
    { $n ->
        [one] about a minute
       *[other] about { NUM($n) } min
    }
ask-soon-hours =
    { $n ->
        [one] about an hour
       *[other] about { NUM($n) } h
    }
error-403-to = You don't have permission to { $action }
error-403-action-admin = manage this installation
error-403-action-write = write articles
error-403-action-edit = edit articles
error-403-action-history = go back to an earlier version
error-403-action-resolve = act on conversations
error-403-action-else = do this
error-410-instead = Read this instead:
edit-archive-instead = The answer that replaces it (optional)
edit-archive-instead-hint = Its short link or code, for example 4f7k. With no reason given, the old address leads straight there.
field-replaced_by = Enter the short link or code of another article that isn't archived.

## The demo, loaded and removed
import-demo = Demo
import-demo-absent = Your site has no content yet. You can load an invented brand with its articles and conversations to try everything out, and remove it whenever you like. It takes a few seconds.
import-demo-load = Load the demo
import-demo-loaded = { $brand } is an invented brand with { NUM($articles) } articles and { NUM($conversations) } conversations. Removing it deletes everything it has, including anything you added to it. Other brands and all accounts stay.
import-demo-yes = Yes, delete { $brand } and everything in it
import-demo-sure = Tick the box to confirm that you want to delete it.
import-demo-remove = Remove the demo
notice-demo_loaded = The demo is loaded. You can search it in a few seconds.
notice-demo_removed = The demo has been removed.
did-demo-load = Loaded the demo
did-demo-remove = Removed the demo
thing-demo = Demo

## Handles of channels
field-handle-phone = Enter a phone number with 7 to 15 digits.
field-handle-blanks = Enter the user name, without spaces.

## What doctor says of rights
doctor-folder_open = The data folder { $what } is open to other users of this machine.
doctor-fix-folder_open = Close it, because it holds private messages: chmod -R go= { $what }

## What the log tells, and what stands in the way of publishing
audit-imported = { NUM($conversations) } conversations and { NUM($articles) } articles new or changed; { NUM($rejected) } not taken

## What an article said before, for readers
versions-page = History of "{ $title }"
versions-lead = The texts that have been published, the newest first.
versions-present = current text
versions-number = Version { NUM($n) }
versions-plus =
    { $n ->
        [one] 1 word added
       *[other] { NUM($n) } words added
    }
versions-minus =
    { $n ->
        [one] 1 word removed
       *[other] { NUM($n) } words removed
    }
versions-none = There are no earlier versions to read.
versions-of = { $title } · version of { $date }
versions-older = This is an older version, of { $date }. It may no longer be right.
versions-read = Read the current answer
versions-all = See the history
## Facts, words and audience of a draft
check-facts = Facts confirmed where other answers deny them
check-words = The title uses customers' words
check-language = The text is in the article's language
check-audience = Who may read it has been chosen
missing-facts = Confirm the facts that other answers deny, or correct them.
missing-audience = It comes from a private conversation: choose that it may be public, or publish it for the team alone.
facts-ours =
    { $n ->
        [0] Here it says “{ $ours }”.
        [one] Here and in one other answer it says “{ $ours }”.
       *[other] Here and in { NUM($n) } other answers it says “{ $ours }”.
    }
facts-theirs =
    { $n ->
        [one] One says “{ $theirs }”:
       *[other] { NUM($n) } say “{ $theirs }”:
    }
facts-conversation = conversation { $id }
facts-confirm = I confirm what it says here
facts-by = Confirmed by { $name },
advice-words = Customers say: { $text }.
advice-language = The text seems to be in { $text }. The language of the article: { $other }.
chosen-open = It comes from a private conversation, and nobody has chosen.
chosen-public = It comes from a private conversation; chosen: everybody.
chosen-internal = It comes from a private conversation; chosen: the team alone.
chosen-may-public = Everybody may read it
chosen-may-internal = The team alone
notice-confirmed = Confirmed in your name.
notice-chosen = Chosen in your name.
did-article-hide = Hid an older version from readers
did-article-show = Showed an older version to readers again
did-article-facts = Confirmed an article's facts
did-article-audience = Chose who may read an article
topics-proposed = proposed
