// The checker: histories and database of a run, against what must never happen.
import * as answers from './answers.mjs';
import { checkDeaths, readDeaths } from './deaths.mjs';
import { Effects } from './effects.mjs';
import { checkMail } from './mail.mjs';
import { Kept } from './read_database.mjs';
import { Told } from './read_history.mjs';
import { checkCertainTimes, checkSeatLives } from './seats.mjs';
import { checkTaken } from './taken.mjs';

// Histories and database against each other: {calm, served, takens, times, maps}, counts of what was looked at.
export function checkAll(told, kept, mails, violate) {
  answers.checkKeys(told, violate);
  answers.checkStrangers(told, violate);
  answers.checkRefusals(told, violate);
  answers.checkBursts(told, violate);
  answers.checkShown(told, violate);
  answers.checkVersions(told, violate);
  answers.checkRevisions(told, violate);
  const calm = answers.checkCalm(told, violate);
  const served = answers.checkNodes(told, violate);
  new Effects(told, kept, violate).check();
  checkMail(kept, mails, violate);
  checkSeatLives(kept, violate);
  return { calm, served, takens: checkTaken(told, kept, violate), ...checkCertainTimes(told, violate) };
}

// {violations: [{rule, text}], checked: what was looked at, in words}
export async function checkRun(site, files) {
  const violations = [];
  const violate = (rule, text) => violations.push({ rule, text });
  const told = new Told();
  for (const file of files) await told.read(file);
  const kept = await new Kept().read(site);

  const verify = await site.aisle(['verify', '--all'], true);
  for (const line of verify.stdout.split('\n').filter((text) => text.startsWith('FAIL'))) violate('verify', line.slice(6));
  if (verify.status !== 0 && !verify.stdout.includes('FAIL')) violate('verify', `ended with status ${verify.status}: ${verify.stderr}`);

  const { calm, served, takens, times, maps } = checkAll(told, kept, site.mails(), violate);
  checkDeaths(told, readDeaths(site), violate);
  const { done, refused } = answers.summary(told);
  const checked = `${told.attempts} requests (${calm} of them with nothing broken; ${served.B} answered by the second node), ${done} operations done, ${refused} refused, ${kept.holds.size} holds, `
    + `${kept.bookings.size} bookings, ${kept.events.length} events, ${kept.seatEvents.length} seat events, ${kept.outbox.length} mails, ${times} times of certain ownership against ${maps} maps and offers, ${takens} refusals of seats`;
  return { violations, checked };
}
