// @ts-ignore: the site serves it from there.
import { on, show, version } from '/dist/journey-survey.mjs';

document.documentElement.dataset.loaded = [typeof on, typeof show, version].join();
