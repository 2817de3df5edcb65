// @ts-ignore: the site serves it from there.
import { createSession, on, show, version } from '/dist/journey-survey.mjs';

document.documentElement.dataset.loaded = [typeof createSession, typeof on, typeof show, version].join();
