//! What people say around a problem and its answer, in Spanish and English. All patterns ignore case; both languages are
//! looked for in every text, since none of these words means something else in the other one.

/// Greetings, without the name that may follow.
pub(super) const GREETINGS: &[&str] = &[
    r"(?:hi+|hiya|hello|hey|heya|howdy|greetings|good (?:morning|afternoon|evening|day)|dear)(?: there| team| all| everyone| everybody| guys| folks| again| sir| madam)*",
    r"(?:holi|hol+a+|hello|(?:muy )?buen[oa]?s? (?:d[ií]as?|tardes|noches)|(?:muy )?buenas|saludos|hey|estimad[oa]s?(?: clientes?)?|querid[oa]s?)(?:,? (?:a tod[oa]s|equipo|amig[oa]s|de nuevo|otra vez|buenas(?: tardes| noches)?|buenos d[ií]as|qu[eé] tal(?: est[aá]is)?))*",
];

/// The beginnings of clauses that are courtesy and nothing else: thanks.
pub(super) const THANKS: &[&str] = &[
    r"(?:many |so |and |but |ok,? |okay,? |great,? )*(?:thanks|thank you|thankyou|thank u|thx|tia|much appreciated|cheers)",
    r"(?:(?:we|i)(?:'d| would)? (?:really |truly |greatly )?appreciate|appreciate (?:the|your|you|it)|any help (?:would be|is) appreciated|a response would)",
    r"(?:muchas |mil |much[ií]simas |ok,? |vale,? |y )*gracias",
    r"(?:te |le |os |les |se )?agradec(?:emos|er[ií]a|ido|o|e)\b",
];

/// The beginnings of apologies.
pub(super) const APOLOGIES: &[&str] = &[
    r"(?:oh no,? |(?:we|i)(?:'re|'m| are| am) |so |very |really |truly |and )*(?:(?:so |very |really |truly |terribly )*sorry)\b",
    r"(?:(?:we|i|please|our|my|sincere|accept|do|sincerely|deeply|truly) )*apolog(?:y|ies|i[sz]e)\b",
    r"(?:lo )?(?:sentimos|siento|lamentamos|lamento)\b",
    r"(?:(?:te|le|os|les|mil|nuestras|nuestra|m[aá]s|sinceras|de nuevo|desde ya) )*(?:(?:pedimos|pido|rogamos|ofrecemos|presentamos) (?:(?:mil|sinceras|nuestras|tus|sus|m[aá]s) )*)?(?:disculp(?:as?|e|ad|en)|perd[oó]n(?:a|e|ad|en)?)\b",
];

/// The beginnings of sympathy.
pub(super) const SYMPATHY: &[&str] = &[
    r"(?:\w+ ){1,4}(?:is|are) (?:no fun|never fun|the worst|so frustrating)",
    r"(?:that'?s|this is|that is) (?:not (?:good|ideal|great|what we|the experience)|no good|no fun|incredibly|awful|terrible|frustrating|disappointing|concerning)",
    r"(?:(?:we|i) (?:completely |totally |certainly |fully |can )?(?:understand|know|get|hear|see)) (?:your|how|that this|the frustration|where you)",
    r"(?:we|i) (?:hate|don'?t (?:want|like)) (?:to (?:hear|see)|hearing|seeing|that)",
    r"(?:you have |please accept )?(?:our|my) (?:\w+ )?(?:condolences|sympath(?:y|ies))",
    r"(?:te|le|os|les) acompañ(?:o|amos) (?:(?:a ti|a usted|mucho) )?en (?:el|su|tu) (?:sentimiento|dolor)",
    r"(?:(?:recib[ea]n?|acept[ea]n?) )?(?:nuestr[oa]s?|mis?) (?:m[aá]s )?(?:sincer|sentid)?[oa]?s? ?(?:p[eé]same|condolencias)",
    r"(?:entiendo|entendemos|comprendo|comprendemos) (?:tu|su|vuestr|que|perfectamente|el|la|c[oó]mo|totalmente)",
];

/// Reactions in a word or two.
pub(super) const INTERJECTIONS: &[&str] = &[
    r"(?:good|bummer|oh no|uh[- ]?oh|yikes|ouch|oops|hmm+|i see|ah+|oh|aww+|gotcha|got it|ok|okay|great|awesome|perfect|sure|interesting|roger that)",
    r"(?:oh vaya|vaya|uy|ups|ay|aj[aá]|vale|perfecto|entendido|genial|de acuerdo|claro(?: que s[ií])?|por supuesto|recibido|ok)",
];

/// The beginnings of offers, wishes and closings.
pub(super) const CLOSINGS: &[&str] = &[
    r"(?:we|i)(?:'d| would|'ll| will)? (?:be )?(?:love|like|happy|glad|more than happy|want)(?: to| nothing more than to) (?:help|assist|look|check|get this|take a|see|ensure|make sure)",
    r"(?:we|i)(?:'re|'m| are| am)? (?:always )?(?:here|happy|glad|standing by|listening)\b",
    r"(?:let'?s|let us|let me|here to|happy to|glad to|we can|we may be able to|we'll|we want to) (?:help|assist|see what|look into|get this (?:sorted|fixed)|take a (?:closer )?look|sort|work together|get to the bottom)",
    r"we want (?:your|you to)",
    r"(?:(?:i|we) |and )?(?:(?:really|do) )?(?:hope|trust) (?:this|that|it|these|those|you|we|to)\b",
    r"(?:and |but |please |do |just )*(?:let (?:us|me) know|keep (?:us|me|u|you) (?:posted|updated)|update us|(?:give us|send us) a shout|reach (?:back )?out|get back (?:to us|with us)|come back to us|check (?:it|them|this) out(?: here)?\W*$)",
    r"(?:and |but )?(?:if|should|when(?:ever)?) (?:you|there)(?:'s| is|'ve| have|'re| still| ever| do)* (?:have|need|are|got|any|run into|require)\b (?:any|further|more|anything|something|us|other|additional|questions?|help|assistance|to reach)",
    r"(?:and |please |also,? )*(?:feel free|don'?t hesitate|do not hesitate)",
    r"(?:we hope you )?(?:have|enjoy) (?:a|an|your|the rest)\b(?: \w+)* (?:day|night|evening|weekend|week|one|holiday|journey|trip)",
    r"(?:you'?re|you are) (?:very |most |always )?welcome|no (?:problem|worries)\b|my pleasure|any ?time\b|stay safe|take care\b|as always\b|(?:kind |best |warm )?regards\b|best wishes|yours (?:sincerely|truly)|all the best",
    r"we(?:'ve| have)? got you\b|we'?ll (?:be (?:standing by|waiting|here|happy)|take it from there|await)",
    r"(?:great|good|excellent|that'?s a (?:great|good|fair)|this sounds like a (?:great|good)|what a (?:great|good)) (?:question|suggestion|idea|point|feedback)",
    r"(?:ya |nos |me )*(?:esper(?:o|amos|ando))(?: que)? (?:te|le|os|les|esto|haber|sirv|ayud|todo|se|tu|que)",
    r"(?:quedamos|quedo|estamos|estoy|seguimos|estaremos|aqu[ií]) (?:siempre )?(?:a (?:tu|su|vuestra) (?:entera |completa )?disposici[oó]n|aqu[ií]|para (?:ayudar|lo que|cualquier|eso)|atent|pendientes de|encantad|nos tienes|me tienes|estamos|a la espera)",
    r"(?:(?:y|o|ante|para|por) )*(?:si (?:tienes|necesitas|te surgen?|tiene|necesita|le surgen?|hay|queda) )?(?:cualquier|alguna|alg[uú]n|otra|m[aá]s|algo) (?:otra |m[aá]s )?(?:cosa|dudas?|consulta|pregunta|problema|ayuda|inconveniente|m[aá]s)\b",
    r"(?:y )?(?:por favor,? )?no dud(?:es|e|[eé]is|en) en",
    r"(?:y |ya )?(?:av[ií]sanos|av[ií]same|ya nos (?:cuentas|dices|dir[aá]s)|nos (?:cuentas|dices)|nos avisas|cualquier cosa)\b",
    r"(?:que (?:tengas?|pases?|teng[aá]is|disfrutes) |feliz |buen |lind[oa] )(?:(?:un|una|muy|buena?|feliz|gran|lindo|excelente|estupendo|resto|de|el) )*(?:d[ií]a|tarde|noche|finde|fin de semana|semana|viaje)",
    r"(?:un (?:cordial )?saludo|un abrazo|saludos|atentamente|cordialmente|de nada|a ti|un placer|a mandar|encantad[oa]s? de|con (?:mucho )?gusto|para eso estamos)\b",
    r"we (?:love|miss) you",
    r"help'?s (?:here|on)|we'?re just a (?:tweet|message|dm) away|(?:do you )?mind if (?:we|i)",
    r"(?:hi,? |hello,? )?(?:i'?m|this is|my name is) (?:[\w'\[\]-]+ ){0,2}(?:(?:virtual )?assistant|here|from)\b|i'?ll get (?:you )?a person|(?:i'?m|this is|my name is) (?:\[[^\]]+\]|\w+)\W*$",
    r"(?:hola,? )?(?:soy (?:el|la|tu) (?:asistente|agente|robot)|soy (?:\[[^\]]+\]|\w+)\W*$|mi nombre es|me llamo|te (?:atiende|saluda|habla)|te paso con)",
    r"(?:vamos a |te |le |os |queremos |podemos |intentaremos )(?:ayudar|ayudamos|ayudo|revisarlo|mirarlo|echar)",
];

/// Agents' requests for details, and customers' "please help": they move a conversation on but answer nothing.
pub(super) const REQUESTS: &[&str] = &[
    r"(?:and |also,? |so |to start,? |just |please |kindly |could you |can you |would you |may you |if you (?:can|could) |if possible,? |have you |go ahead and |meanwhile,? |without [^,]{3,60}, |do )*(?:(?:send|give|tell|share|provide|confirm|show|message|email) (?:us|me|this|more|your|the exact|a screenshot|with us|some|that|in|it))\b",
    r"(?:could|can|would|may) (?:you|we|i) (?:please |kindly |also |tell|know|have|confirm|provide|share|mind|ask|get)+",
    r"(?:and |please )*(?:share|provide|specify) (?:a |your |the |more |any |that )+",
    r"(?:y |tambi[eé]n |para (?:ello|poder ayudarte|revisarlo|comprobarlo),? |por favor,? |si (?:puedes|te parece|quieres),? )*(?:env[ií]anos|env[ií]ame|m[aá]ndanos|ind[ií]canos|fac[ií]l[ií]tanos|conf[ií]rmanos|conf[ií]rmame|p[aá]sanos|d[eé]janos|cu[eé]ntanos|cu[eé]ntame|d[ií]nos|d[ií]me|escr[ií]benos|necesitamos (?:que nos|tu|tus|el|los|saber|m[aá]s)|necesitar[ií]amos)\b",
    r"(?:nos|me) (?:puedes?|podr[ií]as?|indicas?|dices?|confirmas?|facilitas?|pasas?|env[ií]as?|mandas?|das?)\b",
    r"(?:puedes|podr[ií]as|puede|podr[ií]a|pod[eé]is) (?:(?:por favor )?(?:enviar|mandar|indicar|facilitar|confirmar|decir|pasar|dar)(?:nos|me)|ayudar(?:me|nos)?|ver|mirar(?:lo)?|revisar(?:lo)?)\b",
];

/// Questions that are advice: "have you tried ...?"
pub(super) const ADVICE: &[&str] = &[
    r"\b(?:try|tried|trying|checked|restarted|reinstalled|logging out|signing out|updated)\b",
    r"\b(?:prob(?:ado|aste|ar)|intent(?:ado|ar)|mirado|comprobado|reiniciado|actualizado|desinstalado)\b",
];

/// Sentences that lead into private: what they ask for is no part of an answer that all can read.
pub(super) const PRIVATE: &[&str] = &[
    r"\b(?:dms?|dm'?d|pm|direct messages?|direct msg|private messages?|inbox|privately|dm us|message us|mp)\b",
    r"\b(?:por|al|en|v[ií]a|un|el|tu|los) (?:md|dm|mp|privado|priv|mensajes? privados?|mensajes? directos?|directo|interno|inbox)\b|\bmensajes? (?:directo|privado)s?\b|\bmd\b",
];

/// What customers say that puts no problem: calls for help, fury, threats.
pub(super) const VENTING: &[&str] = &[
    r"\b(?:fix (?:this|it)|do something|sort it out|get it together|seriously|really|unbelievable|ridiculous|disgrace(?:ful)?|pathetic|worst|useless|joke|disgusting|awful|terrible service|never again|i'?m done|fed up|sick of|shame|scam(?:mers)?|unacceptable|appalling|hate you|come on|wake up|any(?:one|body) there|hello)\b",
    r"\b(?:verg[uü]enza|verg[oó]nzos[oa]|p[eé]sim[oa]|lamentable|asco|in[uú]tiles|estaf(?:a|adores)|ladrones|robo|in[aá]udito|indignante|impresentables|hart[oa]s?|cansad[oa]s?|me (?:voy|cambio) (?:a|de)|denuncia(?:r[eé])?|en serio|tomadura|timo|incre[ií]ble|inaceptable|hay alguien|nunca m[aá]s)\b",
];

/// Asks that say nothing of the problem itself.
pub(super) const EMPTY_ASKS: &[&str] = &[
    r"^(?:and |so |but |now |then |please |pls |ok )*(?:(?:can|could|would|will) (?:you|u|someone|anyone|somebody|y'?all)(?: guys| please| pls| kindly)*(?: help| assist| fix| look| check| do)|(?:any|some|need|please|pls|i need|urgent) (?:help|idea|advice|suggestion|update|answer|reply|clue|fix)|help\b|(?:would|will|is) (?:any ?one|some ?one|you) (?:be )?able to (?:help|assist)|what (?:can|should|do|to) (?:i )?do\b|what'?s (?:up|going on|happening|wrong)|what(?: the .{1,8})? (?:is )?(?:going on|happening)|how (?:can|do|should|could) i (?:fix|solve|resolve|sort) (?:this|it|that)|how (?:to|do you) fix|(?:please |pls |urgently )?(?:advise|respond|reply|answer|assist|look into)|is (?:there )?(?:a|any) (?:fix|way around)|do you have any idea|why\?*$|idk\b|i have a (?:question|problem|issue)\W*$|sort this|ask(?:ing)? for (?:a |your )?(?:solution|help)|(?:i(?:'ve| have)? )?attach(?:ed|ing)|see (?:the )?(?:attached|attachment|screenshot|picture|photo))",
    r"^(?:y |pues |entonces |por favor,? |pls |ahora )*(?:[¿]?(?:me|nos) (?:pod[eé]is|pueden?|puedes|podr[ií]ais|podr[ií]an?|ayud[aá]is|ayudan?|ayudas|dec[ií]s|dices|lo (?:mir|solucion|arregl))|[¿]?(?:alguna? (?:ayuda|idea|soluci[oó]n|novedad)|alguien|ayuda|necesito (?:una )?(?:ayuda|soluci[oó]n|respuesta))|[¿]?qu[eé] (?:hago|puedo hacer|hacemos|pasa\W*$|ocurre\W*$|soluci[oó]n)|[¿]?c[oó]mo (?:lo|la|se) (?:soluciono|arreglo|hago|resuelvo|soluciona|arregla)|[¿]?(?:sab[eé]is algo|se puede hacer algo|es normal\W*$|pod[eé]is (?:hacer algo|ayudar|mirar|revisar))|soluci[oó]n\W*$|tengo un(?:a)? (?:duda|problema|pregunta|consulta)\W*$|espero (?:una )?(?:respuesta|soluci[oó]n)|(?:os |te |les )?adjunto)",
];

/// Words that say that something is wrong or wanted, by their beginnings.
pub(super) const PROBLEMS: &[&str] = &[
    r"\b(?:not|no|never|can'?t|cannot|cant|won'?t|wont|doesn'?t|doesnt|don'?t|isn'?t|aren'?t|unable|didn'?t|haven'?t|stopped|lost|missing|wrong|broken|error|fail\w*|crash\w*|down|slow|charg\w+|refund|cancel\w*|blocked|locked|hacked|stolen|suspended|stuck|late|delay\w*|forgot\w*|disappear\w*|reset|chang\w+|delet\w+|remov\w+|recover\w*|access|log ?in|password|update\w*|download|install|connect\w*|working|bug|glitch\w*|expired|duplicate|twice|double|return|activate|transfer|upgrade|bill\w*|pay\w*|subscri\w*|order\w*|deliver\w*)\b",
    r"\b(?:no|nunca|sin|tampoco|error\w*|fall\w+|cobr\w+|cargo\w*|devol\w+|devuel\w+|reembols\w+|cancel\w+|baja|alta|bloque\w+|perd\w+|rob\w+|olvid\w+|lent[oa]s?|ca[ií]d[oa]s?|cort\w+|aver[ií]a\w*|incidencia\w*|factur\w+|recib\w+|contrase[ñn]a\w*|clave|cambi\w+|activ\w+|conect\w+|descarg\w+|instal\w+|actualiz\w+|tarda\w*|retras\w+|lleg\w+|pedido\w*|envi\w+|funcion\w+|va|deja|dos veces|duplicad[oa]s?|borr\w+|elimin\w+|recuper\w+|acced\w+|entrar|pag\w+|portabilidad|roaming|cobertura|router|configur\w+)\b",
];

/// The beginnings of real questions.
pub(super) const QUESTIONS: &[&str] = &[
    r"^(?:and |so |but |also,? |well,? |then |please |hi |just |wondering |is it possible|any way|anyone know |do you know |can you tell me |(?:i )?(?:wanted|want|need|would like|'d like) to (?:know|ask) )*(?:how|why|when|where|what|which|who|can i|can you|could i|could you|do i|do you|does|did|is there|are there|is it|is the|are you|will|should i|am i|may i|if i)\b",
    r"^(?:y |pues |pero |entonces |adem[aá]s |tambi[eé]n |por favor,? |una (?:pregunta|duda|consulta)[,:]? |(?:me gustar[ií]a|quer[ií]a|quisiera|quiero|necesito) (?:saber|preguntar(?:os|les)?|consultar) )*[¿]?(?:c[oó]mo|por ?qu[eé]|cu[aá]ndo|cu[aá]nto|d[oó]nde|qu[eé]|cu[aá]l|qui[eé]n|puedo|se puede|hay (?:alg|que|manera|forma)|es posible|ten[eé]is|tienen|si (?:puedo|se puede)|tengo que|hace falta|est[aá])\b",
];

/// What a sentence can begin with and a title should not.
pub(super) const FILLERS: &[&str] = &[
    r"(?:and|so|but|also|now|well|um+|uh+|yo|bro|dude|guys|please|pls|plz|just|basically|apparently|honestly|literally|seriously|anyway) ",
    r"(?:and|so|but|also|ok|okay|well|now|help|help me|(?:quick )?question|urgent|because|since|then|yes|yeah|yep|no|nope|man|yo|please|hmm+|i see|right|as mentioned)[,:;.!…]+ ",
    r"(?:just (?:to confirm|wondering|a heads up|checking|in case)|i (?:was |am )?(?:just )?wonder(?:ing)?(?: if)?|i (?:have|had|got) a (?:quick )?(?:question|problem|issue|query)[,:;.]?(?: with| about)?|(?:i|we) (?:would like|want|wanted|need|'d like) to (?:know|ask)|(?:the|my) (?:problem|issue|question|thing) is(?: that)?[,:]?|i(?:'m| am) (?:just )?wondering(?: if)?|(?:can|could) (?:you|someone|anyone) (?:please )?(?:tell me|explain|let me know|advise)|do you know|anyone know|in this case,?|as a (?:first|quick) (?:step|check),?|to start(?: things)?(?: off)?,?|that said,?|it (?:seems|looks) like|i just want(?:ed)? to (?:know|say|ask)(?: that)?)[,:]? ",
    r"(?:y|pues|pero|oye|o[ií]d|oigan|mira|mirad|bueno|bien|vale|ok|entonces|adem[aá]s|por ?favor|porfa|ayuda|urgente|a ver|es que|resulta que|pregunta|duda|consulta|una (?:pregunta|duda|consulta|cosa)(?: \w+)?|que|s[ií]|no|perd[oó]n|disculpad?|simplemente|b[aá]sicamente|la verdad(?: es que)?|como te dec[ií]a|en este caso|te (?:cuento|comento|explico|indico|informo)(?: que)?|le (?:comento|indico|informo)(?: que)?|os (?:cuento|comento))[,:;.!]+ ",
    r"(?:y|pues|pero|oye|oigan|resulta que|es que|lo que pasa es que|(?:el|mi) (?:problema|duda|pregunta) es(?: que)?[,:]?|a ver(?: si)?|(?:me gustar[ií]a|quer[ií]a|quisiera|quiero|necesito) (?:saber|preguntar(?:os|les)?|consultar)(?:os|les)?|(?:me|nos) (?:pod[eé]is|puedes|pueden|podr[ií]ais|podr[ií]as|podr[ií]an) (?:decir|explicar|indicar)|sab[eé]is|tengo una? (?:duda|pregunta|consulta|problema)(?: con| sobre)?|te (?:comento|informo|indico) que|os (?:comento|escribo)(?: que| porque)?) ",
];

/// What an agent begins with before the answer. "Yes" and "no" are the answer.
pub(super) const LEADS: &[&str] = &[
    r"(?:and |so |but |also,? |meanwhile,? |therefore,? )*(?:please|kindly|just to confirm|just to clarify|in this case|in that case|to start(?: things)?(?: off)?|that said|as (?:mentioned|a first step)|just in case|go ahead and)[,:]? ",
    r"(?:and|so|but|also|then|meanwhile|therefore)[,:]? ",
    r"(?:y |pues |entonces |adem[aá]s |asimismo )*(?:por ?favor|en este caso|en ese caso|(?:te|le|os|les) (?:comento|comentamos|indico|indicamos|informo|informamos|confirmo|confirmamos|cuento|explico)(?: que)?|comentarte que|informarte (?:de )?que)[,:]? ",
    r"(?:y|pues|entonces|adem[aá]s|as[ií] que|asimismo)[,:]? ",
];

/// Swear words that carry no meaning of their own.
pub(super) const EXPLETIVES: &[&str] = &[
    r"\b(?:the (?:hell|fuck|heck)|(?:mother)?f[u*]ck(?:ing?|in)?|fuckin'?|freaking|damn|goddamn|bloody|ass|wtf|ffs|omg|smh|lmao|lo+l|bruh|puñetera?|put[oa]s? (?:mierda de )?|joder|co[ñn]o|hostias?|carajo|maldit[oa]s?|de mierda|cojones|ja(?:ja)+j?|je(?:je)+|ha(?:ha)+|x+d+)\b",
];

/// Words for the order of steps: the first, those between, the last.
pub(super) const FIRST_STEP: &str =
    r"(?:primero|primeramente|en primer lugar|lo primero|first|firstly|first of all|to start)";
/// See [`FIRST_STEP`].
pub(super) const NEXT_STEP: &str = r"(?:luego|despu[eé]s|a continuaci[oó]n|segundo|en segundo lugar|seguidamente|por [uú]ltimo|finalmente|then|next|after that|second|secondly|finally|lastly|and then)";

/// Products of the world around, which are where a problem shows: name, and the pattern that finds it.
pub(super) const ENVIRONMENTS: &[(&str, &str)] = &[
    ("Android", r"\bandroid\b"),
    ("iOS", r"\bios\b"),
    ("iPhone", r"\biphone\b"),
    ("iPad", r"\bipads?\b"),
    ("Windows", r"\b(?:windows|win) ?(?:xp|vista|7|8|8\.1|10|11)\b"),
    ("macOS", r"\b(?:mac ?os(?: x)?|macbook(?: pro| air)?|imac)\b"),
    ("PlayStation", r"\b(?:ps ?[345]|playstation(?: [345])?)\b"),
    ("Xbox", r"\bxbox(?: one| 360| series [xs])?\b"),
    ("Nintendo Switch", r"\bnintendo switch\b"),
    ("Chrome", r"\b(?:google )?chrome\b"),
    ("Firefox", r"\bfirefox\b"),
    ("Safari", r"\bsafari\b"),
    ("Edge", r"\bmicrosoft edge\b"),
    ("Roku", r"\broku\b"),
    ("Fire TV", r"\bfire ?(?:tv|stick)\b"),
    ("Apple TV", r"\bapple tv\b"),
    ("Chromecast", r"\bchromecast\b"),
    ("Smart TV", r"\bsmart ?tv\b"),
];

/// Words that say nothing of what a text is about, in both languages, accents folded.
pub(super) const EMPTY_WORDS: &[&str] = &[
    "the",
    "and",
    "but",
    "for",
    "you",
    "your",
    "are",
    "was",
    "were",
    "has",
    "have",
    "had",
    "this",
    "that",
    "these",
    "those",
    "they",
    "them",
    "their",
    "with",
    "from",
    "what",
    "when",
    "why",
    "how",
    "who",
    "can",
    "could",
    "would",
    "will",
    "does",
    "did",
    "not",
    "its",
    "it's",
    "i'm",
    "i've",
    "just",
    "get",
    "got",
    "any",
    "all",
    "there",
    "here",
    "then",
    "than",
    "some",
    "been",
    "being",
    "out",
    "now",
    "one",
    "too",
    "very",
    "please",
    "pls",
    "help",
    "fix",
    "thing",
    "something",
    "anything",
    "want",
    "need",
    "know",
    "going",
    "let",
    "also",
    "even",
    "still",
    "again",
    "our",
    "his",
    "her",
    "him",
    "she",
    "about",
    "into",
    "que",
    "los",
    "las",
    "una",
    "uno",
    "unos",
    "unas",
    "por",
    "para",
    "con",
    "sin",
    "del",
    "este",
    "esta",
    "esto",
    "ese",
    "esa",
    "eso",
    "estos",
    "estas",
    "pero",
    "como",
    "cuando",
    "donde",
    "porque",
    "muy",
    "mas",
    "hay",
    "les",
    "nos",
    "vos",
    "mis",
    "sus",
    "tus",
    "son",
    "soy",
    "fue",
    "era",
    "ser",
    "estar",
    "estoy",
    "esta",
    "estan",
    "tengo",
    "tiene",
    "tienen",
    "tenemos",
    "hace",
    "hacer",
    "hago",
    "puede",
    "puedo",
    "puedes",
    "podeis",
    "ayuda",
    "ayudar",
    "favor",
    "gracias",
    "hola",
    "algo",
    "nada",
    "todo",
    "toda",
    "todos",
    "todas",
    "ahora",
    "aqui",
    "ahi",
    "asi",
    "aun",
    "solo",
    "tan",
    "ya",
    "sea",
    "desde",
    "hasta",
    "otra",
    "otro",
    "cosa",
    "quiero",
    "necesito",
    "saber",
    "decir",
    "dice",
    "dicen",
    "vez",
    "bien",
];

/// Courtesy inside a sentence, which it can lose without harm.
pub(super) const INSERTIONS: &[&str] = &[
    r",? (?:and|then|&|y|e) (?:please )?(?:let (?:us|me) know|keep us posted|tell us|nos (?:cuentas|dices|avisas)|av[ií]sanos|cu[eé]ntanos|d[ií]nos|ya nos (?:dices|cuentas))(?: (?:if|how|whether|si|c[oó]mo|qu[eé]|lo que)\b[^:;,.!?]*)?",
    r",? (?:and|&) (?:our team is|we'?re|we are) (?:always )?here to help",
    r",? (?:please|por favor)$",
];

/// Words that point to a link, meaningless at the end of a sentence once the link is gone.
pub(super) const POINTERS: &[&str] = &[
    "here",
    "at",
    "via",
    "on",
    "in",
    "this",
    "link",
    "the",
    "following",
    "page",
    "see",
    "visit",
    "by",
    "aquí",
    "en",
    "este",
    "enlace",
    "siguiente",
    "página",
    "el",
    "la",
    "esta",
    "web",
    "desde",
    "a",
    "through",
];
