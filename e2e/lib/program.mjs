// A program outside the house: a facilitator's token, and the API it opens.

// openProgram makes a token of a role and answers what it can do with it.
export async function openProgram(house, role = 'facilitator') {
  const token = (await house.run(['token', 'create', '--role', role, '--name', 'walk'])).trim().split(/\s+/).pop();
  const ask = async (method, path, body, as = token) => {
    const answer = await fetch(`${house.url}/api/v1${path}`, { method, headers: { 'Content-Type': 'application/json', ...(as ? { Authorization: `Bearer ${as}` } : {}) }, body: body && JSON.stringify(body) });
    const data = await answer.json().catch(() => null);
    return { status: answer.status, data };
  };
  const must = async (...of) => {
    const { status, data } = await ask(...of);
    if (status >= 300) throw new Error(`${of[0]} ${of[1]}: ${status} ${JSON.stringify(data)}`);
    return data;
  };
  return { token, ask, must };
}

// openDialogue opens a dialogue and moves its room to a step.
export async function openDialogue(program, { guide = 'a1_hvem_definerer', title = 'En prøve', step = 1, find = () => true }) {
  const every = (units) => units.flatMap((u) => [u, ...every(u.children ?? [])]);
  const unit = every((await program.must('GET', '/units')).items).find(find);
  const dialogue = await program.must('POST', '/dialogues', { guide, unit: unit.id, title });
  for (let i = 0; i < step; i++) await program.must('POST', `/dialogues/${dialogue.id}/step`, { to: 'next' });
  return { ...dialogue, path: new URL(dialogue.join_url).pathname, screen: new URL(dialogue.screen_url).pathname };
}

// openPhones brings in phones that are programs: they write through the API as the outbox does, and try again until acknowledged.
export async function openPhones(house, { code }, count) {
  const post = (path, body, token) => fetch(`${house.url}/api/v1/dialogues/${code}${path}`, { method: 'POST', headers: { 'Content-Type': 'application/json', ...(token ? { Authorization: `Bearer ${token}` } : {}) }, body: JSON.stringify(body) });
  return Promise.all(Array.from({ length: count }, async (_, i) => {
    const answer = await post('/participants', { id: crypto.randomUUID(), actor: ['citizen', 'employee', 'leader', 'politician'][i % 4] });
    if (answer.status !== 201) throw new Error(`phone ${i} was not let in: ${answer.status} ${await answer.text()}`);
    const { token } = await answer.json();
    return {
      async write(step, kind, data, ms = 60_000) {
        const body = { id: crypto.randomUUID(), step, kind, data }, end = Date.now() + ms;
        for (;;) {
          const got = await post('/inputs', body, token).catch(() => null);
          if (got?.ok) return got.json();
          if (got && got.status < 500 && got.status !== 429) throw new Error(`${got.status} ${await got.text()}`);
          if (Date.now() > end) throw new Error(`not acknowledged within ${ms} ms`);
          await new Promise((r) => setTimeout(r, 100));
        }
      },
    };
  }));
}
