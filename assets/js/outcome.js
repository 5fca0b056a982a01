// outcome says what an answer of the server means for something that waits on a phone. It is the outbox's one rule.

// outcome answers { again, after } when a later try may do better, else { state, errors }.
// State: sent | late (the step is closed, it may be sent as late) | closed (the dialogue is) | gone (this phone is not in it) | refused.
export function outcome(status, problem, retryAfter) {
  if (status >= 200 && status < 300) return { state: 'sent' };
  if (status === 0 || status === 408 || status === 425 || status === 429 || status >= 500) return { again: true, after: seconds(retryAfter) };
  const errors = Array.isArray(problem?.errors) ? problem.errors : [];
  const code = problem?.code ?? String(problem?.type ?? '').split(/[/:#]/).pop();
  if (status === 409 && code === 'step-closed') return { state: 'late', errors: [] };
  if (status === 410 || (status === 409 && /closed$/.test(code))) return { state: 'closed', errors: [] };
  if (status === 401 || status === 403 || status === 404) return { state: 'gone', errors: [] };
  return { state: 'refused', errors: errors.length ? errors : [{ field: '', message: problem?.detail ?? '' }] };
}

function seconds(header) {
  const n = Number(header);
  return header && Number.isFinite(n) ? Math.min(Math.max(n, 1), 120) * 1000 : undefined;
}
