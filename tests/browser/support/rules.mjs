// What every page keeps to, looked at in the page itself. Each gives a line for what is wrong.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

// "color-contrast: .button ..." for each thing that axe finds; `rules`: those alone.
export async function axeProblems(page, rules) {
  if (!await page.evaluate(() => 'axe' in globalThis)) await page.evaluate(AXE);
  const found = await page.evaluate((only) => globalThis.axe.run(document, { resultTypes: ['violations'], ...(only ? { runOnly: only } : {}) }), rules);
  return found.violations.flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) => `${id}: ${target.join(' ')}: ${failureSummary}`));
}

// Wider than the screen.
export function overflowProblems(page) {
  return page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    if (scrollWidth <= clientWidth) return [];
    const wide = [...document.querySelectorAll('body *')].filter((element) => element.getBoundingClientRect().right > clientWidth + 1);
    return [`${scrollWidth} px in ${clientWidth}: ${wide.slice(-3).map((element) => element.outerHTML.slice(0, 90)).join(' … ')}`];
  });
}

// Too small for a finger: less than 44 x 44 px. Not counted are links within a sentence (WCAG 2.5.8), and how wide a seat is: rows are as wide as the aircraft.
export function targetProblems(page) {
  return page.evaluate(() => {
    const isInSentence = (element) => element.matches('a') && getComputedStyle(element).display === 'inline'
      && element.parentElement.textContent.trim().length > element.textContent.trim().length;
    const found = [];
    for (const element of document.querySelectorAll('a[href], button, input:not([type="hidden"]), select, textarea, summary')) {
      // One that is ticked is as large as it and its label.
      const labels = element.matches('[type="checkbox"], [type="radio"]') ? [...element.labels] : [];
      const boxes = [element, ...labels].map((one) => one.getBoundingClientRect());
      const [left, top] = ['left', 'top'].map((side) => Math.min(...boxes.map((box) => box[side])));
      const [right, bottom] = ['right', 'bottom'].map((side) => Math.max(...boxes.map((box) => box[side])));
      const [width, height] = [right - left, bottom - top];
      const isThere = element.checkVisibility({ visibilityProperty: true }) && width > 1 && right > 0 && bottom + scrollY > 0;
      const least = element.matches('[name="seat"]') ? 24 : 44;
      if (isThere && !element.disabled && !isInSentence(element) && (width < least - 0.5 || height < 43.5)) {
        found.push(`${Math.round(width)} x ${Math.round(height)} px: ${element.outerHTML.slice(0, 120)}`);
      }
    }
    return found;
  });
}

// Where the keyboard comes to and one does not see it.
export async function focusProblems(page) {
  // Of what is given the focus after a key, browsers show that it has it.
  await page.keyboard.press('Tab');
  return page.evaluate(() => {
    const found = [];
    for (const element of document.querySelectorAll('a[href], button, input:not([type="hidden"]), select, textarea, summary, [tabindex]')) {
      if (!element.checkVisibility({ visibilityProperty: true }) || element.disabled) continue;
      element.focus();
      const { outlineStyle, outlineWidth } = getComputedStyle(element);
      if (document.activeElement === element && (outlineStyle === 'none' || parseFloat(outlineWidth) < 2)) found.push(`no outline: ${element.outerHTML.slice(0, 120)}`);
    }
    document.activeElement.blur();
    scrollTo(0, 0);
    return found;
  });
}

// What moves although its owner asked for less motion.
export function motionProblems(page) {
  return page.evaluate(() => [...document.querySelectorAll('*')].flatMap((element) => ['', '::before', '::after'].flatMap((part) => {
    const { transitionDuration, animationName } = getComputedStyle(element, part || null);
    const isStill = animationName === 'none' && transitionDuration.split(',').every((duration) => parseFloat(duration) === 0);
    return isStill ? [] : [`${element.outerHTML.slice(0, 90)}${part}: ${animationName} ${transitionDuration}`];
  })));
}
