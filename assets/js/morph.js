// morph brings a part of the page to what the server shows now, and leaves alone what a person is busy with.

import { Idiomorph } from 'idiomorph/dist/idiomorph.esm.js';
import { holdsWriting } from './writing.js';

// morph changes the inside of region into html. It returns true when something was left alone because somebody writes in it.
export function morph(region, html) {
  let left = false;
  const busy = (node) => {
    if (node.nodeType !== Node.ELEMENT_NODE) return false;
    if (node.hasAttribute('data-live-keep')) return true;
    const writing = holdsWriting(node);
    left ||= writing;
    return writing;
  };
  Idiomorph.morph(region, html, {
    morphStyle: 'innerHTML',
    ignoreActiveValue: true,
    restoreFocus: true,
    callbacks: {
      // A form in use is left whole; what is around it may still change, so only the form itself stops the walk.
      beforeNodeMorphed: (old) => old.nodeType !== Node.ELEMENT_NODE || !(old.hasAttribute('data-live-keep') || (old.tagName === 'FORM' && busy(old))),
      beforeNodeRemoved: (node) => !busy(node),
      afterNodeAdded: (node) => node.nodeType === Node.ELEMENT_NODE && node.toggleAttribute('data-new', true),
      beforeAttributeUpdated: (name, node) => !isOurs(name, node),
    },
  });
  return left;
}

// isOurs names the attributes that scripts or the person changed and the server knows nothing of.
export function isOurs(name, node) {
  if (name === 'style' || name === 'data-new') return true;
  return name === 'open' && (node.tagName === 'DETAILS' || node.tagName === 'DIALOG');
}
