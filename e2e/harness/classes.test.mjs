// Every class that docs/frontend.md promises, on one page of each kind, as people meet it: contrast, names, width.
// KERNEHUS_PICTURES=DIR keeps a picture of each.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { seen } from '../lib/eyes.mjs';
import { document, openSite } from '../lib/site.mjs';
import { openVisitors } from '../lib/visitors.mjs';

const circles = '<svg viewBox="0 0 600 420" role="img" aria-label="Tre sider, der overlapper"><circle class="kh-o-formal" cx="220" cy="150" r="130"/><circle class="kh-o-performed" cx="380" cy="150" r="130"/><circle class="kh-o-experienced" cx="300" cy="270" r="130"/><text class="kh-o-title" x="110" y="60">Det besluttede</text><text class="kh-o-number" x="300" y="200">5</text></svg>';
const frame = (inside) => `<a class="skipnav" href="#indhold">Gå til indhold</a><header><p class="kh-demo">Demo: Fjordby Kommune findes ikke</p>
<div class="kh-top"><div><a class="kh-logo" href="/">Fjordby Kommune</a>
<div class="kh-product"><a class="kh-mark" href="/"><img src="/static/mark.svg" alt="" width="32" height="32">Kernehus</a><button class="kh-menu-button js-only" type="button" data-menu="nav" aria-expanded="false" aria-controls="nav">Menu</button></div>
<nav class="kh-nav" id="nav" aria-label="Hovedmenu"><ul><li><a href="/k" aria-current="page">Kerneopgaver</a></li><li><a href="/d">Dialog</a></li><li><a href="/g">Grupper og aftaler</a></li><li><a href="/m">Målinger</a></li></ul></nav>
<div class="kh-top-end"><a href="?lang=en" lang="en">English</a><a class="kh-person" href="/konto">Åse Østergård</a><form method="post" action="/log-ud"><button class="function-link">Log ud</button></form></div></div></div></header>
<main id="indhold" class="kh-main" tabindex="-1"><nav class="breadcrumbs" aria-label="Du er her"><ol class="breadcrumbs__list"><li class="breadcrumbs__list-item"><a class="breadcrumbs__link" href="/">Forside</a></li><li class="breadcrumbs__list-item" aria-current="page">Åskolen</li></ol></nav>${inside}</main>
<footer class="kh-foot"><div><p><strong>Fjordby Kommune</strong></p><ul><li><a href="/p">Privatliv</a></li><li><a href="/t">Tilgængelighed</a></li></ul></div></footer>`;

const task = `<p class="kh-eyebrow">Kerneopgave · vedtaget <time datetime="2026-03-12">12. marts 2026</time></p><div class="kh-split"><h1 class="kh-formulation">Alle børn skal gå herfra med mod på at lære mere</h1><button class="button button-secondary kh-noprint" type="button" data-print>Udskriv</button></div>
<p class="kh-row"><span class="kh-status kh-status-adopted">Vedtaget</span><span class="kh-status kh-status-draft">Udkast</span><span class="kh-status kh-status-proposed">Foreslået</span><span class="kh-status kh-status-review">Under revision</span><span class="kh-status kh-status-retired">Udgået</span><span class="kh-status kh-status-open">Åben</span><span class="kh-status kh-status-closed">Lukket</span><span class="kh-status kh-status-late">Efternøler</span></p>
<dl class="kh-facts"><dt>For hvem</dt><dd>alle elever i 0.–9. klasse</dd><dt>Vi lykkes kun sammen med</dt><dd>forældre · foreninger · klubben</dd></dl>
<p class="kh-lead">Teksten beskriver, hvad vi arbejder for. Den ændrer ikke din ret til hjælp.</p>
<h2>Den røde tråd</h2><ol class="kh-chain"><li><div class="kh-chain-item"><p class="kh-eyebrow">Byrådet</p><p><a href="/1">Gode liv i levende landsbyer</a></p></div><ol><li class="kh-chain-missing"><div class="kh-chain-item"><p>Børn og Unge har ikke talt om kerneopgaven endnu</p></div><ol><li class="kh-chain-here"><div class="kh-chain-item"><p class="kh-eyebrow">Åskolen</p><p>Alle børn skal gå herfra med mod på at lære mere</p></div><ol><li><div class="kh-chain-item"><p class="kh-eyebrow">SFO</p><p><a href="/3">Et trygt sted at lege og høre til</a></p></div></li><li><div class="kh-chain-item"><p class="kh-eyebrow">Indskolingen</p><p><a href="/4">Alle lærer at læse med glæde</a></p></div></li></ol></li></ol></li></ol></li></ol>
<h2>Tre sider af samme sag</h2><div class="kh-thirds"><section class="kh-third kh-third-formal"><h3>Det besluttede</h3><p>Folkeskoleloven § 1 og byrådets børnepolitik. Vores eget råderum er undervisningens tilrettelæggelse.</p></section><section class="kh-third kh-third-performed"><h3>Det vi gør</h3><p>Vi følger elever ind fra bussen. Vi har to voksne i hver time om morgenen.</p></section><section class="kh-third kh-third-experienced kh-third-empty"><h3>Det I mærker</h3><p>Ingen elever eller forældre er hørt endnu. <a href="/d">Begynd med en samtale.</a></p></section></div>
<figure class="kh-overlap">${circles}</figure><details class="kh-twin"><summary>Vis som liste</summary><div class="kh-overlap-list"><p>Fælles for alle tre: 5</p></div></details>
<blockquote class="kh-quote"><p>Vi lykkes, når barnet selv siger: må vi fortsætte i morgen?</p></blockquote>
<h2>Det er ændret, fordi …</h2><ol class="kh-timeline"><li><time datetime="2026-03-12">12. marts 2026</time><p class="kh-quiet">MED-udvalget, fordi forældrene bad om et klarere ord.</p><p class="kh-diff">Alle børn skal <del>udvikle kompetencer</del> <ins>gå herfra med mod på at lære mere</ins>.</p></li><li><time datetime="2025-01-05">5. januar 2025</time><p>Første gang vedtaget.</p></li></ol>
<div class="kh-notice"><p>Teksten siger næsten det samme som den ovenover.</p></div><div class="kh-notice kh-notice-warn"><p>Den ovenover er ændret siden.</p></div><div class="kh-empty"><p>I har ikke talt om kerneopgaven endnu. Begynd med en samtale på to timer.</p><a class="button button-primary" href="/ny">Planlæg en samtale</a></div>
<h2>Kort og tabel</h2><ul class="kh-cards"><li class="kh-card kh-card-link"><p class="kh-eyebrow">Kerneopgave</p><h3><a href="/5">Trivsel i dagtilbud</a></h3><p>12 forslag, senest ændret i går.</p></li><li class="kh-card kh-card-own"><h3>Værdig ældrepleje</h3><p>21 forslag</p></li><li class="kh-card kh-card-hidden"><h3>Skjult kort</h3></li><li class="kh-card kh-card-late"><h3>Efternøler</h3></li></ul>
<div class="kh-scroll" tabindex="0" role="region" aria-label="Bidrag"><table class="table"><caption class="sr-only">Bidrag</caption><thead><tr><th scope="col">Faggruppe</th><th scope="col">Bidrag</th><th scope="col" class="kh-num">Antal</th></tr></thead><tbody><tr><th scope="row">Pædagoger</th><td>Ser barnet, før det siger noget</td><td class="kh-num">12</td></tr></tbody></table></div>
<ul class="kh-bars"><li><label for="m1">Lærere</label><meter id="m1" max="10" value="7">7</meter><span>7</span></li></ul>
<div class="alert alert-success" role="status"><div class="alert-body"><p class="alert-text">Udkastet er gemt.</p></div></div>`;

const form = `<h1>Nyt mål</h1><div class="kh-error-summary" role="alert" tabindex="-1"><h2>Der er noget, vi ikke forstod</h2><ul><li><a href="#f-b">Skriv et tal, fx 4,7</a></li></ul></div><div class="kh-with-aside"><form method="post" action="/x" class="kh-stack">
<div class="form-group"><label class="form-label" for="f-a">Titel på mål</label><span class="form-hint" id="f-a-hint">Kort og konkret, højst 80 tegn</span><input class="form-input" id="f-a" aria-describedby="f-a-hint" value="Færre sygedage"></div>
<div class="form-group form-error"><label class="form-label" for="f-b">Baseline (%)</label><span class="form-error-message" id="f-b-error">Skriv et tal, fx 4,7</span><input class="form-input" id="f-b" aria-invalid="true" aria-describedby="f-b-error" value="fire"></div>
<div class="form-group"><label class="form-label" for="f-c">Enhed</label><select class="form-select" id="f-c"><option>Dagtilbud Øst</option></select></div>
<fieldset class="kh-fieldset"><legend class="form-label">Hvem ser målet?</legend><div class="form-group-radio"><input class="form-radio" type="radio" name="r" id="r1" checked><label class="form-radio-label" for="r1">Alle medarbejdere</label></div><div class="form-group-radio"><input class="form-radio" type="radio" name="r" id="r2"><label class="form-radio-label" for="r2">Kun styregruppen</label></div></fieldset>
<div class="form-group-checkbox"><input class="form-checkbox" type="checkbox" id="c1" checked><label class="form-checkbox-label" for="c1">Vis på tavlen</label></div>
<div class="form-group"><label class="form-label" for="f-d">Tekst</label><textarea class="form-input" id="f-d"></textarea></div><div class="kh-form-actions"><button class="button button-primary">Gem mål</button><a class="button button-secondary" href="/">Annuller</a><button class="button button-tertiary" type="button">Vis mere</button><button class="button button-warning" type="button">Fjern</button></div></form>
<aside class="kh-aside kh-script" aria-label="Drejebog"><h2>Drejebog</h2><dl><dt>Sig</dt><dd>Nu skriver I hver for sig i tre minutter.</dd><dt>Hvis der bliver stille</dt><dd>Spørg: Hvad gjorde I i går?</dd></dl><ol class="kh-steps"><li class="kh-done">Velkommen</li><li aria-current="step">Tre sider i grupper</li><li>Samling</li></ol><ul class="kh-groups"><li>Gruppe 1: i gang</li><li class="kh-needs-time">Gruppe 2: har brug for tid</li></ul></aside></div>`;

const steer = `<div class="kh-steer"><h1 class="h3">Trin 3 af 7: Tre sider i grupper</h1><form method="post" action="/x" class="kh-row"><button class="button button-secondary" aria-label="Sæt uret på pause">⏸</button><time class="kh-clock" data-clock data-left="760">12:40</time><button class="button button-secondary">+5</button></form><div class="kh-steer-end"><button class="button button-secondary">Vis for alle</button><button class="button button-primary">Næste trin →</button></div></div>
<div class="kh-board"><section class="kh-zone" data-drop="a"><h2 class="kh-zone-title">Alle tre</h2><ul class="kh-cards"><li class="kh-card" data-card tabindex="-1"><button type="button" class="js-only" data-card-handle tabindex="-1" aria-hidden="true">⠿</button><p>Tid til børnene</p></li><li class="kh-heading"><h3>Samlet under: Tid til børnene (5)</h3><div class="kh-card"><p>Vi har travlt om morgenen</p></div></li></ul></section><section class="kh-zone kh-over"><h2 class="kh-zone-title">Besluttet og udført</h2></section><section class="kh-tray"><h2 class="kh-zone-title">Ikke placeret</h2><ul class="kh-cards"><li class="kh-card"><p>Speciallægepraksisplanlægningsstabiliseringsperiode er et langt ord</p></li></ul></section></div>
<p class="kh-code">ABCDE-FGHJK</p>`;

const phone = `<header class="ph-top"><p>Åskolen · trin 3 af 7</p><time data-clock data-left="760">12:40</time></header><main class="ph-main"><p class="ph-moved">Rummet er gået videre. Skriv din sætning færdig. <button type="button" class="ph-plain">Gå med nu</button></p><h1 class="ph-question">Hvad bruger I faktisk tiden på — og hvad kommer der ud af det?</h1>
<form method="post" action="/x"><label for="t">Jeres svar</label><textarea class="ph-field" id="t">Vi følger elever ind fra bussen</textarea><p class="ph-hint">Skriv ikke noget, så en borger eller kollega kan genkendes.</p><p class="ph-error">Det ligner et cpr-nummer. Tag det ud.</p><button class="ph-button">Tilføj</button><button class="ph-button ph-second" type="button">Vi har brug for mere tid</button></form><p class="ph-status" role="status">✓ sendt · 2 gemt på telefonen</p>
<ul data-outbox-list><li data-state="waiting"><p data-slot="text">En tekst, der venter</p><p data-slot="state">gemt på telefonen</p></li><li data-state="late"><p data-slot="text">Lidt for sent</p><p data-slot="state">Trinnet er lukket. Din tekst er her stadig.</p><button data-act="late">Send som efternøler</button></li></ul>
<h2>Det har jeres gruppe skrevet (5)</h2><ul class="ph-list"><li class="ph-own">Vi følger elever ind fra bussen</li><li>Vi har to voksne i hver time</li></ul><p class="ph-note">Facilitator ser teksten uden navn.</p>
<fieldset><legend>Hvem er du?</legend><label class="ph-choice"><input type="radio" name="a" checked> Medarbejder</label><label class="ph-choice"><input type="radio" name="a"> Borger</label></fieldset></main><footer class="ph-foot"><a href="/en">English</a><a href="/p">Privatliv</a></footer>`;

const projector = `<header class="pj-top"><p>Åskolen · trin 3 af 7</p><p class="pj-clock"><svg class="pj-ring" viewBox="0 0 36 36" aria-hidden="true"><circle cx="18" cy="18" r="15"/><circle cx="18" cy="18" r="15" pathLength="100" data-clock-ring/></svg><time data-clock data-left="760" data-total="1200">12:40</time></p></header>
<main class="pj-main"><h1 class="pj-question">Hvad bruger I faktisk tiden på — og hvad kommer der ud af det?</h1><div class="pj-board"><section class="pj-zone"><h2>Alle tre</h2><ul><li class="pj-card">Vi følger elever ind fra bussen</li><li class="pj-card pj-card-gathered">Tid til børnene (5)</li></ul></section><section class="pj-zone"><h2>Kun oplevet</h2><ul><li class="pj-card">Der er nogen, der ser mig</li></ul></section></div><figure class="pj-overlap">${circles}</figure></main>
<footer class="pj-foot"><p class="pj-count"><strong>34</strong> bidrag</p><p class="pj-join"><span>Deltag på fjordby.example/deltag<span class="pj-code">ABCDE-FGHJK</span></span><img src="/static/mark.svg" alt=""></p></footer>`;

const pages = { opgave: { body: frame(task) }, formular: { body: frame(form) }, styring: { body: frame(steer) }, telefon: { kind: 'phone', body: phone, sizes: ['phone'] }, storskaerm: { kind: 'projector', body: projector, bodyAttributes: 'class="pj" data-theme="light"', sizes: ['projector'] }, 'storskaerm-moerk': { kind: 'projector', body: projector, bodyAttributes: 'class="pj" data-theme="dark"', sizes: ['projector'] } };

let site, visitors;
before(async () => {
  site = await openSite(Object.fromEntries(Object.entries(pages).map(([name, p]) => [`GET /${name}`, () => document(p)])));
  visitors = await openVisitors(site);
});
after(async () => { await site?.close(); await visitors?.close(); });

for (const [name, { sizes = ['desktop', 'tablet', 'phone'] }] of Object.entries(pages)) {
  test(`every class on the page "${name}" can be read by everybody`, async () => {
    for (const size of sizes) {
      const v = await visitors.come({ size });
      await v.go(`/${name}`);
      if (size === sizes[0]) await seen(v.page, name);
      if (process.env.KERNEHUS_PICTURES) {
        mkdirSync(process.env.KERNEHUS_PICTURES, { recursive: true });
        await v.page.screenshot({ path: join(process.env.KERNEHUS_PICTURES, `${name}-${size}.png`), fullPage: true });
      }
    }
    await visitors.leave();
  });
}
