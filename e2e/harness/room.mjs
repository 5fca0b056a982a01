// A room on the tiny site: the phone page of one dialogue, with an API that can be made to misbehave.
import { document } from '../lib/site.mjs';

const code = 'ABCDEFGHJK';
const api = `/api/v1/dialogues/${code}/inputs`;
export const problem = (status, type, errors = []) => ({ status, type: 'application/problem+json', body: JSON.stringify({ type: `https://kernehus.example/problem/${type}`, code: type, status, errors }) });

export function makeRoom() {
  const room = { step: 3, stored: new Map(), deliveries: 0, mode: 'ok', version: 1 };
  const form = () => `<form method="post" action="/deltag/${code}/bidrag" data-outbox data-code="${code}" data-step="${room.step}" data-kind="perspektivkort">
    <input type="hidden" name="perspektiv" value="oplevet" data-field>
    <label for="udsagn">Hvad mærker I?</label><textarea id="udsagn" name="udsagn" data-field required maxlength="2000" data-grow></textarea>
    <p data-error-for="udsagn" class="ph-error" hidden></p><button class="ph-button">Tilføj</button></form>`;
  const group = () => `<ul class="ph-list">${[...room.stored.values()].map((i) => `<li class="ph-own" id="i-${i.id}" data-input-id="${i.id}">${i.data.udsagn}
    <details><summary>Ret</summary><form method="post" action="/x" data-outbox="correct" data-code="${code}" data-step="${room.step}" data-kind="perspektivkort" data-input="${i.id}" data-rev="${i.rev}">
    <label for="r-${i.id}">Ret teksten</label><textarea id="r-${i.id}" name="udsagn" data-field>${i.data.udsagn}</textarea><button>Gem</button></form></details>
    <form method="post" action="/y" data-outbox="withdraw" data-code="${code}" data-step="${room.step}" data-kind="perspektivkort" data-input="${i.id}" data-rev="${i.rev}"><button>Træk tilbage</button></form></li>`).join('')}</ul>`;
  const step = () => `<p class="ph-moved" data-live-waiting hidden>Rummet er gået videre. Skriv din sætning færdig. <button type="button" class="ph-plain" data-live-now>Gå med nu</button></p>
    <h1 class="ph-question">Trin ${room.step}: Hvad mærker I?</h1>${form()}`;
  const page = () => document({ kind: 'phone', bodyAttributes: `data-live="/deltag/${code}/stroem"`, body: `<header class="ph-top"><p>Åskolen · trin ${room.step} af 7</p></header><main class="ph-main">
    <p data-live-status data-lost="Forbindelsen er væk. Vi prøver igen." data-back="Du er med igen." role="status" hidden></p>
    <section id="trin" data-live-event="step" data-live-get="/deltag/${code}/trin" data-live-hold data-live-version="${room.version}">${step()}</section>
    <p class="ph-status" data-outbox-status data-sent="✓ sendt" data-waiting="{n} gemt på telefonen" data-working="sender …" role="status"></p>
    <ul data-outbox-list></ul>
    <section id="gruppe" data-live-event="group" data-live-get="/deltag/${code}/gruppe">${group()}</section></main>
    <footer class="ph-foot"><form method="post" action="/deltag/faerdig" data-outbox-wipe data-code="${code}" data-unsent="{n} er ikke sendt endnu. Vil du slette det?" data-confirm-yes="Slet" data-confirm-no="Behold"><button class="ph-plain">Jeg er færdig</button></form></footer>
    <template data-outbox-item><li><p data-slot="text"></p><p data-slot="state"></p><button type="button" data-act="send" hidden>Send alligevel</button><button type="button" data-act="late" hidden>Send som efternøler</button><button type="button" data-act="edit" hidden>Ret</button><button type="button" data-act="copy" hidden data-copied="Kopieret">Kopiér</button><button type="button" data-act="drop" hidden data-confirm="Vil du fjerne teksten?" data-confirm-yes="Fjern" data-confirm-no="Behold">Fjern</button></li></template>
    <div hidden data-outbox-words data-draft="Halvskrevet" data-waiting="gemt på telefonen" data-sending="sender" data-sent="sendt" data-late="Trinnet er lukket. Din tekst er her stadig." data-refused="Teksten kunne ikke sendes." data-closed="Dialogen er lukket. Din tekst er her stadig." data-gone="Telefonen er ikke længere med."></div>` });
  room.moveOn = () => { room.step++; room.version++; return { version: room.version, step: room.step }; };
  room.routes = {
    [`GET /deltag/${code}`]: page,
    [`GET /deltag/${code}/trin`]: step,
    [`GET /deltag/${code}/gruppe`]: group,
    'GET /deltag': () => document({ kind: 'phone', body: '<main class="ph-main"><h1>Deltag</h1></main>' }),
    'POST /deltag/faerdig': () => ({ status: 303, headers: { Location: '/deltag' } }),
    [`POST ${api}`]: (_, body) => post(room, JSON.parse(body)),
    [`PUT ${api}/{id}`]: (_, body, url) => put(room, url.pathname.split('/').pop(), JSON.parse(body)),
    [`DELETE ${api}/{id}`]: (_, __, url) => { room.stored.delete(url.pathname.split('/').pop()); return { status: 204 }; },
  };
  return room;
}

function post(room, input) {
  room.deliveries++;
  if (room.mode === 'away') return { status: 503, body: 'away' };
  if (room.mode === 'closed') return problem(409, 'dialogue-closed');
  if (room.mode === 'step' && !input.late) return problem(409, 'step-closed');
  if (room.mode === 'cpr') return problem(422, 'refused', [{ field: 'udsagn', code: 'cpr', message: 'Det ligner et cpr-nummer. Tag det ud.' }]);
  const known = room.stored.has(input.id);
  room.stored.set(input.id, room.stored.get(input.id) ?? { ...input, rev: 1 });
  if (room.mode === 'lost') return null;
  return { status: known ? 200 : 201, type: 'application/json', body: JSON.stringify({ id: input.id }) };
}

function put(room, id, { rev, data }) {
  const old = room.stored.get(id);
  if (rev > old.rev) Object.assign(old, { rev, data });
  return { type: 'application/json', body: JSON.stringify({ id, rev: old.rev }) };
}
