// Cards fetched ahead for a person: today's order, both sides of each card, and which were rated here meanwhile. What the
// server says comes first; without a network this device goes on by itself.

import { events, owner } from "./outbox.js";
import { letGo, within } from "./store.js";

const cards = new Map(); // id → the card as the server gave it: its tag, its sides, the wait behind each button
const rated = new Map(); // id → the event that rated it, and when it comes back here, while the server has not answered
let deck = null;
let taken = 0; // how often the server's word was taken

letGo?.addEventListener("message", ({ data }) => {
  if (data === owner) return;
  cards.clear();
  deck = null;
  taken += 1; // what was asked for before comes too late
});

/** Read what is kept here, and what was rated here and waits. */
export async function openDeck() {
  const mine = IDBKeyRange.bound([owner], [owner, []]);
  deck = (await within(["decks"], "readonly", (transaction) => transaction.objectStore("decks").get(owner))) ?? null;
  for (const card of await within(["cards"], "readonly", (transaction) => transaction.objectStore("cards").getAll(mine))) cards.set(card.id, card);
  for (const [id, how] of deck?.rated ?? []) rated.set(id, how);
  for (const event of await events()) {
    if (event.undoes || event.refused) drop(event.undoes ?? event.event_id);
    else if (event.owner === owner && event.card) mark(event);
  }
}

function mark({ event_id, card, due }) {
  rated.set(card, { event_id, due: due ?? Number.POSITIVE_INFINITY });
}

function drop(event_id) {
  const [id] = [...rated].find(([, how]) => how.event_id === event_id) ?? [];
  rated.delete(id);
}

/** Keep with the deck what was rated of it: the next page may open before the server has said what is left. */
async function keepRated() {
  if (!deck) return;
  deck.rated = [...rated];
  await within(["decks"], "readwrite", (transaction) => transaction.objectStore("decks").put(deck));
}

/** Remember that a card was rated here: it comes back when its step ends, if that is soon. */
export async function noteRating(event) {
  mark(event);
  await keepRated();
}

/** Forget a rating that was taken back. */
export async function unrate(event_id) {
  drop(event_id);
  await keepRated();
}

/** Return which cards are here as the server has them, so that it need not send them again. */
export const have = () => [...cards.values()].filter((card) => !rated.has(card.id)).map((card) => `${card.id}.${card.tag}`).join(",");

/** Return what the server knows of by now: which ratings, and how often its word was taken. Ask before asking it. */
export async function known() {
  const before = taken;
  const ratings = [...rated.values()].map((how) => how.event_id); // each is kept before it is noted
  const waiting = new Set((await events()).filter((event) => !event.refused).map((event) => event.event_id));
  return { taken: before, ratings: new Set(ratings.filter((id) => !waiting.has(id))) };
}

/** Take what the server says: its order counts from now on, and cards that are not in it are let go.
 * What was rated since it was asked stays rated, and what it said later goes before. */
export async function take(ahead, asked) {
  const { ratings, taken: before } = asked ?? (await known());
  if (ahead.person !== owner || before !== taken) return;
  taken += 1;
  for (const [id, how] of rated) if (ratings.has(how.event_id)) rated.delete(id);
  const now = Date.now();
  const order = ahead.order.map(({ wait, ...entry }) => ({ ...entry, due: wait ? now + wait * 1000 : 0 }));
  deck = { owner, order, counts: ahead.counts, tools: ahead.tools, rated: [...rated] };
  const kept = new Set(order.map((entry) => entry.id));
  const gone = [...cards.keys()].filter((id) => !kept.has(id) && !rated.has(id));
  for (const id of gone) cards.delete(id);
  for (const card of ahead.cards) cards.set(card.id, { ...card, owner });
  await within(["decks", "cards"], "readwrite", (transaction) => {
    transaction.objectStore("decks").put(deck);
    for (const id of gone) transaction.objectStore("cards").delete([owner, id]);
    for (const card of ahead.cards) transaction.objectStore("cards").put({ ...card, owner });
  });
}

export const cardOf = (id) => cards.get(id);
export const isRated = (id) => rated.has(id);
export const toolsOf = (id) => (cards.get(id)?.tools ?? deck?.tools ?? "").replaceAll("/cards/0/", `/cards/${id}/`);

function waitingHere(now) {
  const back = [...rated].filter(([id, how]) => how.due <= now && cards.get(id)?.back);
  return back.sort((one, other) => one[1].due - other[1].due).map(([id]) => id);
}

function ordered(now) {
  const ready = (deck?.order ?? []).filter((entry) => !rated.has(entry.id) && entry.due <= now && cards.has(entry.id));
  return ready.sort((one, other) => other.due - one.due || 0).map((entry) => entry.id);
}

/** Return the card that comes next; without a network only one whose answer is here. Undefined where there is none,
 * or where the server is there and has not said on this page what comes: what an earlier page kept may be rated since. */
export function nextCard(away, but) {
  if (!away && taken === 0) return undefined;
  const now = Date.now();
  return [...waitingHere(now), ...ordered(now)].find((id) => id !== but && (cards.get(id).back || !away));
}

/** Return how many cards can be studied without a network now, and when the next one comes back, in milliseconds. */
export function ready() {
  const now = Date.now();
  const later = [...[...rated.values()].map((how) => how.due), ...(deck?.order ?? []).filter((entry) => !rated.has(entry.id)).map((entry) => entry.due)];
  const count = [...waitingHere(now), ...ordered(now).filter((id) => cards.get(id).back)].length;
  return { count, next: Math.min(...later.filter((due) => due > now), Number.POSITIVE_INFINITY) };
}

/** Return what is left of today, by phase; null where the page says it as the server has it, which this device has not heard yet. */
export function counts(away) {
  if (!deck || (!away && taken === 0)) return null;
  const left = { ...deck.counts };
  const now = Date.now();
  const lessen = (phase) => (left[phase] = Math.max((left[phase] ?? 0) - 1, 0));
  for (const { id, phase, due } of deck.order) {
    if (rated.has(id)) lessen(due ? "later" : phase);
    else if (due && due <= now) {
      lessen("later");
      left.learning += 1;
    }
  }
  left.learning += waitingHere(now).length;
  if ("planned" in left) left.planned = Math.min(left.planned, left.new + left.review);
  left.later += [...rated.values()].filter((how) => how.due > now && how.due < Number.POSITIVE_INFINITY).length;
  return left;
}
