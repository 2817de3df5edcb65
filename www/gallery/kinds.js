/** The kinds that there is a file of, in the order in which they are shown. */
export const KINDS = [
  'text',
  'comment',
  'radiogroup',
  'checkbox',
  'dropdown',
  'tagbox',
  'rating',
  'nps',
  'csat',
  'ces',
  'boolean',
  'ranking',
  'imagepicker',
  'matrix',
  'multipletext',
  'expression',
  'html',
  'image',
  'panel',
  'paneldynamic',
  'file',
  'signaturepad',
  'journey',
];

/** @typedef {string | { default: string, ar: string }} Words */

/** @type {Words} */
const LONG_TITLE = {
  default:
    'When you think back to the day of your installation, from the first call in the morning to the moment when everything worked: what would you have liked to know earlier about the Telekommunikationsinfrastrukturgenehmigungsverfahren?',
  ar: 'عندما تتذكر يوم التركيب، من أول مكالمة في الصباح حتى اللحظة التي عمل فيها كل شيء: ما الذي كنت تود معرفته قبل ذلك عن الموعد وعن الفني وعن الأجهزة التي أحضرها معه؟',
};

/** @type {Words} */
const LONG_DESCRIPTION = {
  default:
    'There is no right or wrong here. If you are not sure, answer as you would tell it to a neighbour; you can come back to this page and change it until you send it.',
  ar: 'لا توجد إجابة صحيحة أو خاطئة. إذا لم تكن متأكداً فأجب كما لو كنت تحكي ذلك لجارك، ويمكنك العودة إلى هذه الصفحة وتغيير إجابتك حتى ترسلها.',
};

/**
 * What a file in `kinds/` holds: a question, an answer to it, and what makes its states; null in the place of a state or
 * a property takes away what all kinds have.
 * @typedef {{ question: object, answer?: unknown, states?: Record<string, object | null> }} Kind
 */

/**
 * The states of a kind: what each changes in the question.
 * @param {Kind} kind
 * @returns {Map<string, object>}
 */
export const statesOf = ({ answer, states = {} }) => {
  const answered = { defaultValue: answer };
  /** @type {Record<string, object | null>} */
  const all = {
    empty: {},
    answered,
    required: { isRequired: true },
    error: { isRequired: true },
    'read-only': { readOnly: true, ...answered },
    described: {
      description: {
        default: 'Only if you want to tell us.',
        ar: 'فقط إذا أردت أن تخبرنا.',
      },
      showCommentArea: true,
      commentText: { default: 'Anything to add?', ar: 'هل تود إضافة شيء؟' },
    },
    long: { title: LONG_TITLE, description: LONG_DESCRIPTION },
  };
  for (const [name, changes] of Object.entries(states)) {
    all[name] = changes && { ...all[name], ...changes };
  }
  return new Map(
    Object.entries(all).flatMap(([name, changes]) => (changes ? [[name, changes]] : [])),
  );
};

/**
 * The survey that shows a kind in a state.
 * @param {string} name
 * @param {string} state
 * @param {Kind} kind
 */
export const surveyOf = (name, state, kind) => ({
  id: `gallery-${name}-${state}`,
  title: { default: `Example: ${name}`, ar: `مثال: ${name}` },
  // The gallery says above each what it is.
  showTitle: false,
  completeText: { default: 'Send', ar: 'إرسال' },
  showProgressBar: false,
  elements: [withoutNull({ ...kind.question, ...statesOf(kind).get(state) })],
});

/** @param {object} question */
const withoutNull = (question) =>
  Object.fromEntries(Object.entries(question).filter(([, value]) => value !== null && value !== undefined));
