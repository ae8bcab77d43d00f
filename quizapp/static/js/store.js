// What this browser keeps for people, in IndexedDB, which works on plain http too: events that wait for the server,
// each with whose it is, and cards that were fetched ahead. Only this file knows how.

const NAME = "quizapp";
let opening = null;

/** Where an open page of flashcards hears that cards are let go: it has them in its memory, too. */
export const letGo = "BroadcastChannel" in window ? new BroadcastChannel("quizapp.cards") : null;

function open() {
  opening ??= new Promise((resolve, reject) => {
    const request = indexedDB.open(NAME, 1);
    request.onupgradeneeded = () => {
      const made = request.result;
      made.createObjectStore("events", { keyPath: "seq", autoIncrement: true }).createIndex("id", "event_id", { unique: true });
      made.createObjectStore("cards", { keyPath: ["owner", "id"] });
      made.createObjectStore("decks", { keyPath: "owner" });
    };
    request.onsuccess = () => {
      request.result.onversionchange = () => request.result.close();
      request.result.onclose = () => (opening = null);
      resolve(request.result);
    };
    request.onerror = () => reject(request.error);
  }).catch((error) => {
    opening = null;
    throw error;
  });
  return opening;
}

/** Do something with some stores in one transaction, and return what its last request found once it is on the disk. */
export async function within(stores, mode, work) {
  const opened = await open();
  return new Promise((resolve, reject) => {
    const transaction = opened.transaction(stores, mode, { durability: "strict" });
    const request = work(transaction);
    transaction.oncomplete = () => resolve(request?.result);
    transaction.onabort = () => reject(transaction.error);
  });
}

/** Forget cards that were fetched ahead: all but those of one person. */
export function forgetCards(but = "") {
  letGo?.postMessage(but);
  return within(["cards", "decks"], "readwrite", (transaction) => {
    for (const [store, ownerOf] of [["cards", (key) => key[0]], ["decks", (key) => key]]) {
      const keys = transaction.objectStore(store).getAllKeys();
      keys.onsuccess = () => {
        for (const key of keys.result) if (ownerOf(key) !== but) transaction.objectStore(store).delete(key);
      };
    }
  });
}
