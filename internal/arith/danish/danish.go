// Package danish reads Danish text: it finds words, measures how heavy a text is
// (LIX), reduces words to stems, splits compounds, and says when two texts say the
// same. It is pure: no database, no clock, and no sentence anybody reads; results
// are numbers and codes that package text turns into words.
//
// The parts and their sources:
//
//   - Tokens and Fold: what a word is, and how it is compared.
//   - LIX: Björnsson's readability index (C. H. Björnsson, Läsbarhet, 1968).
//   - Stem: the Danish Snowball stemmer (snowballstem.org), with a short list of
//     exceptions of our own.
//   - Repeats: whether one text only repeats another.
//   - Analyzer: index terms for search, with compounds, synonyms and typing errors.
//
// Every function takes any string, also text that is not valid UTF-8, and never fails.
package danish
