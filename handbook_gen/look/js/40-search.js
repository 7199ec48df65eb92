/* Words that say nothing about the subject of a question, so that searching leaves them out. */
const SMALL_WORDS = {
  nl: `aan al alle als ben bent bij dan dat de deze die dit doe doen dus een eigenlijk en er even
    gaat geen gekregen genomen gewoon haar had heb hebben heeft heel het hij hoe hun iemand iets
    ik in is je jij jouw jullie kan kreeg krijg krijgen kun kunnen laat laten maar mag me met mij
    mijn misschien moet moeten na naar niet nog nu of om onder ons onze ook op over per te tegen
    tijdens toch tot u uit van via voor vraagt waar wanneer was wat we wel welke wie wij wil
    willen wilt word worden wordt zelf zet zetten zij zijn zo zonder zou`,
  en: `a about after against all am an and any are as at be been before but by can could did do
    does during for from get gets getting got had has have he her his how i if in into is it its
    just let look looks make makes making me my need needs no not of off on or our out please put
    shall she should so some someone something that the their them then there these they this
    those to under us want wants was we were what when where which who whom will with without
    would you your`,
};

/* Endings that differ between two forms of one word; what is left is the start of both. */
const ENDINGS = {
  nl: /(?:['’]s|(?:[ptk]|et)?jes?|en|s|e)$/,
  en: /(?:['’]s|ies|ing|ed|es|s|e|y)$/,
};

/* ---- Searching in the reader's own words ----------------------------------------------- */

const ASKED = 2; /* the kind of message with which Material's search asks its worker */

/* "mag ik foto's van de borrel plaatsen" becomes "foto borrel plaats": the starts of the words
   that count. A question with signs of the search language is left as it is. */
function searchWords(asked) {
  if (/["+~^:*]|(?:^|\s)-/.test(asked)) return asked;
  const small = new Set((SMALL_WORDS[language] ?? "").split(/\s+/));
  const typed = asked.toLowerCase().match(/[\p{L}\p{N}'’]+/gu) ?? [];
  const counting = typed.filter((word) => !small.has(word));
  return (counting.length ? counting : typed).map(startOf).join(" ");
}

function startOf(word) {
  const start = word.replace(ENDINGS[language] ?? /$^/, "");
  if (start.length < 3) return word;
  return start === word ? word : start.replace(/([b-df-hj-np-tv-z])\1$/, "$1");
}

/* Without a message of this kind the search stays what it was. */
function askInWords(kind) {
  const send = kind?.prototype?.postMessage;
  if (typeof send !== "function") return;
  kind.prototype.postMessage = function (message, ...rest) {
    const asks = message?.type === ASKED && typeof message.data === "string";
    return send.call(this, asks ? { ...message, data: searchWords(message.data) } : message, ...rest);
  };
}

askInWords(window.Worker);
askInWords(window.IFrameWorker);
