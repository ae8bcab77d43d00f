// Pictures for the texts of a form: chosen, pasted or dropped, put into words, sent, and written in at the caret.
// Without this file the link leads to a page that takes a picture and shows the Markdown to copy.

const dialog = document.querySelector(".picture-dialog");
const opener = document.querySelector("[data-add-picture]");
const said = document.querySelector("[data-picture-said]");

const PLAIN = new Set(["key", "kind", "topic", "sources", "actors", "when", "event", "allow", "note", "reason"]);
const LARGEST = 2 * 1024 * 1024;
const LONGER_SIDE = 1600;
let place = null; // where the picture goes: a field, and the stretch of its text that it replaces
let sending = false;

const part = (selector) => dialog.querySelector(selector);
const fileField = () => part("#picture-file");
const wordsField = () => part("#picture-shows");

function takesPictures(element) {
  if (!element?.form || !opener || element.closest(".picture-dialog") || PLAIN.has(element.name)) return false;
  const isText = element instanceof HTMLTextAreaElement || (element instanceof HTMLInputElement && element.type === "text");
  return isText && element.name !== "" && !element.readOnly && element.form.method === "post";
}

function remember(element) {
  if (takesPictures(element)) place = { field: element, start: element.selectionStart, end: element.selectionEnd };
}

function complain(words) {
  part("[data-problem]").textContent = words;
}

// A picture is shown from its own bytes as data: no other address of it is allowed on our pages.
function preview(file) {
  const frame = part("#picture-preview");
  frame.replaceChildren();
  if (!file?.type.startsWith("image/")) return;
  const reader = new FileReader();
  reader.addEventListener("load", () => {
    const image = new Image();
    image.alt = ""; // what it shows is being put into words below
    image.src = reader.result;
    frame.replaceChildren(image);
  });
  reader.readAsDataURL(file);
}

function open(file) {
  if (dialog.open) return;
  place ??= firstPlace();
  complain("");
  wordsField().value = "";
  fileField().value = "";
  if (file) {
    const list = new DataTransfer();
    list.items.add(file);
    fileField().files = list.files;
  }
  preview(file);
  dialog.showModal();
  (file ? wordsField() : fileField()).focus();
}

function firstPlace() {
  const field = Array.from(document.querySelectorAll("textarea, input")).find(takesPictures);
  return field ? { field, start: field.value.length, end: field.value.length } : null;
}

// What is too large for the server is scaled down here, as a photo from a phone mostly is; a format that this browser
// does not know goes as it is, and the server says what is wrong.
async function fitting(file) {
  if (file.size <= LARGEST) return file;
  const bitmap = await createImageBitmap(file).catch(() => null);
  if (!bitmap) return file;
  const scale = Math.min(1, LONGER_SIDE / Math.max(bitmap.width, bitmap.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(bitmap.width * scale));
  canvas.height = Math.max(1, Math.round(bitmap.height * scale));
  const context = canvas.getContext("2d");
  context.fillStyle = "#fff";
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  const blob = await new Promise((done) => {
    canvas.toBlob(done, "image/jpeg", 0.92);
  });
  return blob && blob.size <= LARGEST ? blob : file;
}

// The answer is the page that shows the picture, or the form with what is wrong.
function understood(status, html) {
  const page = new DOMParser().parseFromString(html, "text/html");
  const markdown = page.getElementById("picture-markdown")?.value;
  if (markdown) return { markdown };
  const problems = Array.from(page.querySelectorAll("main .problem-text"), (it) => it.textContent).join(" ");
  return { problem: status === 413 ? dialog.dataset.large : problems || dialog.dataset.refused };
}

async function post(file) {
  const fields = new FormData();
  fields.set("csrf_token", document.querySelector("[name=csrf_token]").value);
  fields.set("shows", wordsField().value);
  fields.set("picture", await fitting(file), file.name || "picture");
  const answer = await fetch(dialog.dataset.address, { method: "POST", body: fields });
  return understood(answer.status, await answer.text());
}

async function send() {
  const [file] = fileField().files;
  if (sending) return;
  if (!file || !wordsField().value.trim()) {
    complain(file ? dialog.dataset.unsaid : dialog.dataset.none);
    (file ? wordsField() : fileField()).focus();
    return;
  }
  sending = true;
  complain("");
  const button = part("[data-send]");
  const label = button.textContent;
  button.textContent = dialog.dataset.sending;
  const { markdown, problem } = await post(file).catch(() => ({ problem: dialog.dataset.waiting }));
  button.textContent = label;
  sending = false;
  if (problem) complain(problem);
  else if (dialog.open) finish(markdown);
}

function finish(markdown) {
  dialog.close();
  write(markdown);
  said.textContent = said.dataset.added;
}

function write(markdown) {
  if (!place?.field.isConnected) return;
  const { field, start, end } = place;
  field.focus();
  field.setSelectionRange(start, end);
  const isLast = field instanceof HTMLTextAreaElement && !field.value.slice(end).trim();
  const text = isLast && /\S$/.test(field.value.slice(0, start)) ? `\n${markdown}` : markdown; // after a text, on its own line
  // The old command is the only one whose effect the browser's own undo takes back.
  if (!document.execCommand("insertText", false, text)) {
    field.setRangeText(text, start, end, "end");
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }
}

function pictureIn(transfer) {
  return Array.from(transfer?.files ?? []).find((file) => file.type.startsWith("image/"));
}

function listen() {
  document.addEventListener("focusout", (event) => remember(event.target));
  opener.addEventListener("click", (event) => {
    event.preventDefault();
    open();
  });
  // A word processor's clipboard holds a picture of its text beside the text: then the text is meant.
  document.addEventListener("paste", (event) => {
    const file = pictureIn(event.clipboardData);
    if (!file || !takesPictures(event.target) || event.clipboardData.types.includes("text/plain")) return;
    event.preventDefault();
    remember(event.target);
    open(file);
  });
  document.addEventListener("dragover", (event) => {
    if (event.dataTransfer?.types.includes("Files") && !dialog.open) event.preventDefault();
  });
  // Beside a text a browser would leave the page to show the file.
  document.addEventListener("drop", (event) => {
    if (!event.dataTransfer?.types.includes("Files") || dialog.open) return;
    event.preventDefault();
    remember(event.target);
    open(pictureIn(event.dataTransfer) ?? event.dataTransfer.files[0]);
  });
  fileField().addEventListener("change", () => {
    complain("");
    preview(fileField().files[0]);
  });
  part("[data-send]").addEventListener("click", send);
  part("[data-close]").addEventListener("click", () => dialog.close());
  dialog.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.target !== wordsField()) return;
    event.preventDefault(); // the form around it is not what is being sent
    send();
  });
  dialog.addEventListener("close", () => place?.field.focus());
}

if (dialog && opener) listen();
