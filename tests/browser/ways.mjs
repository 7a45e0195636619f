// In which ways a journey is made: languages, with script and without, on a phone or a desk.
const PHONE = { width: 375, height: 800 };
const DESK = { width: 1280, height: 800 };

const each = (viewport, scripts) => ['es', 'en'].flatMap(locale => scripts.map(script => ({ locale, script, viewport })));

// What a visitor does, each time also without script.
export const visitor = each(PHONE, [true, false]);
// What people at a desk do. Their forms, too, need no script.
export const desk = each(DESK, [true, false]);
// What takes an installation of its own each time.
export const languages = each(DESK, [true]);
// Once.
export const once = [{ script: true, viewport: DESK }];

// A way in words, for the names of checks.
export const named = ({ locale, script }) => [locale, script ? '' : 'without script'].filter(Boolean).join(', ');
