// The route table is walked in two files, so that neither takes long; what is in none of the catalogue's places is in the other.
export const ofCatalogue = (pattern) => /^\/(kerneopgaver|ny-kerneopgave|enheder)\b/.test(pattern);
