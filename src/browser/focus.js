// The focus, where an element that has it is about to be hidden.

/** Gives the focus to the widget's element around PLACE, which visitors do not reach with the tab key, until they go on
 * from there. Without this the focus would be nowhere, and screen readers would start again at the top of the page. */
export function focusHost(place) {
  const { host } = place.getRootNode();
  if (!host.hasAttribute('tabindex')) {
    host.tabIndex = -1;
    host.addEventListener('blur', () => host.removeAttribute('tabindex'), { once: true });
  }
  host.focus({ preventScroll: true });
}
