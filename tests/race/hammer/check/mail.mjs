// I14: each sale, cancellation and change has its mail in the outbox; each of those was sent, and who got it twice can tell that it is the same one.
const KIND_OF = { confirmed: 'booking_confirmed', cancelled: 'booking_cancelled', changed: 'booking_changed' };

// What is the same in a mail that is made again: not the moment when it was made, which a head, a calendar and data for programs tell. (Lines of quoted-printable are put together first.)
const lasting = (text) => text.replace(/=\r?\n/g, '').replace(/^(Date: |DTSTAMP:).*$/gm, '').replace(/"modifiedTime":"[^"]*"/g, '');

const withoutSubject = (text) => text.replace(/^Subject: .*(\r?\n[ \t].*)*\r?\n/m, '');

// A mail tells of its booking as it is when it is sent: of two of one Message-ID the heads are the same, and the bodies and subjects too when nothing has become of the booking since.
// A cancellation is the end of it: its subject never is another.
function isTheSame(one, other, { isWhole, isLast }) {
  const texts = isWhole || isLast ? [one, other] : [one, other].map(withoutSubject);
  const [[head, body], [otherHead, otherBody]] = texts.map(lasting).map((text) => {
    const end = /\r?\n\r?\n/.exec(text);
    return [text.slice(0, end?.index), text.slice(end?.index ?? text.length)];
  });
  return head === otherHead && (!isWhole || body === otherBody);
}

// `mails`: by the id of the outbox row, the texts that were sent.
export function checkMail(kept, mails, violate) {
  const counts = new Map();
  const count = (booking, kind, by) => counts.set(`${booking} ${kind}`, (counts.get(`${booking} ${kind}`) ?? 0) + by);
  for (const { subject, id, version, from, to } of kept.events) {
    if (subject === 'booking') count(id, KIND_OF[version > 1 && from === to ? 'changed' : to], 1);
  }
  // A second line of a booking, or a second mail (its departure was changed): there was something new to tell.
  const told = new Map();
  const tell = (booking) => told.set(booking, (told.get(booking) ?? 0) + 1);
  kept.events.filter(({ subject }) => subject === 'booking').forEach(({ id }) => tell(id));
  kept.outbox.forEach(({ booking }) => tell(booking));
  for (const { id, kind, booking, isSent } of kept.outbox) {
    if (Object.values(KIND_OF).includes(kind)) count(booking, kind, -1);
    const texts = mails.get(id) ?? [];
    if (!isSent) violate('I14', `mail ${id} (${kind}) was never sent`);
    else if (texts.length === 0) violate('I14', `mail ${id} (${kind}) is written down as sent, and is nowhere`);
    if (!texts.every((text) => text.includes(`\nMessage-ID: <aisle-${id}@`))) violate('I14', `mail ${id} (${kind}) does not say which one it is`);
    if (!texts.every((text) => isTheSame(text, texts[0], { isWhole: told.get(booking) === 2, isLast: kind === KIND_OF.cancelled }))) violate('I14', `mail ${id} (${kind}) was sent twice, and not the same`);
  }
  // Departures that change have mails of their own, also "booking_changed".
  for (const [name, left] of counts) {
    if (left > 0) violate('I14', `booking ${name}: the mail is missing in the outbox`);
    if (left < 0 && !name.endsWith(KIND_OF.changed)) violate('I14', `booking ${name}: ${1 - left} mails in the outbox`);
  }
}
