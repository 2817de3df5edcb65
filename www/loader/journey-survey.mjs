import './journey-survey.js';

const api = window.journeySurvey;
api.base = new URL('.', import.meta.url).href;

export const version = api.version;
export const show = api.show.bind(api);
export const createSession = api.createSession.bind(api);
export const on = api.on.bind(api);
export const outbox = api.outbox;
/** @param {import('./journey-survey.js').Authorize} callback */
export const authorizeWith = (callback) => {
  api.authorize = callback;
};
