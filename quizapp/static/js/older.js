// What browsers of before 2022 lack and scripts here use, such as the Safari of tablets that get no newer system.

AbortSignal.timeout ??= (ms) => {
  const stop = new AbortController();
  setTimeout(() => stop.abort(), ms);
  return stop.signal;
};

HTMLFormElement.prototype.requestSubmit ??= function requestSubmit(button) {
  (button ?? this.querySelector("button:not([type=button])")).click();
};
