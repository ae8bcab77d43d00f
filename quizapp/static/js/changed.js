// Whether somebody changed a form already: on a slow network a page can be used before its scripts are there.

function differs(control) {
  if (control instanceof HTMLSelectElement) {
    const options = Array.from(control.options);
    const chosen = options.some((option) => option.defaultSelected);
    return options.some((option, place) => option.selected !== (chosen ? option.defaultSelected : place === 0 && !control.multiple));
  }
  if (control.type === "radio" || control.type === "checkbox") return control.checked !== control.defaultChecked;
  return control.type !== "hidden" && "defaultValue" in control && control.value !== control.defaultValue;
}

export function isChanged(form) {
  return Array.from(form.elements).some((control) => control.name && differs(control));
}
