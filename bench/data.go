package main

import (
	"bytes"
	"fmt"
	"syscall"
)

// organisationFile is a municipality of so many units on five levels and so many people, as
// its own file would tell it.
func organisationFile(units, people int) []byte {
	var b bytes.Buffer
	b.WriteString("type;id;navn;overordnet_id;enhedstype;leder_id;email;faggruppe;enhed_id;fra;til\n")
	kinds := []string{"forvaltning", "center", "institution", "team"}
	for n := range units {
		parent, kind := "", "kommune"
		if n > 0 {
			parent, kind = fmt.Sprintf("u%d", (n-1)/7), kinds[min(depth(n), len(kinds))-1]
		}
		fmt.Fprintf(&b, "enhed;u%d;%s %d;%s;%s;p%d;;;;2015-01-01;\n", n, places[n%len(places)], n, parent, kind, n)
	}
	trades := []string{"pædagog", "lærer", "sygeplejerske", "SOSU-assistent", "socialrådgiver", "ingeniør", "bibliotekar"}
	for n := range people {
		fmt.Fprintf(&b, "person;p%d;%s %s nr. %d;;;;p%d@maalekoebing.example;%s;u%d;2015-01-01;\n", n, first[n%len(first)], last[(n/7)%len(last)], n, n, trades[n%len(trades)], n%units)
	}
	return b.Bytes()
}

// depth is the level of a unit in a tree where each has seven below it.
func depth(n int) int {
	d := 0
	for ; n > 0; n = (n - 1) / 7 {
		d++
	}
	return d
}

var (
	places = []string{"Åvangen", "Center for Læring", "Hjemmeplejen Øst", "Skovbørnehaven", "Vej og Park", "Biblioteket", "Jobhuset", "Sundhedshuset", "Søndermarken"}
	first  = []string{"Åse", "Bjarne", "Camilla", "Dorte", "Erling", "Fatima", "Gorm", "Hanne", "Ib", "Jytte", "Karim"}
	last   = []string{"Ågård", "Brønd", "Dalsgaard", "Enevoldsen", "Falk", "Grønbæk", "Hvidt"}
)

// coreTaskFile is so many adopted and public core tasks with their three sides, each
// interpreting the one of the unit above where that has one.
func coreTaskFile(units, tasks int) []byte {
	var b bytes.Buffer
	b.WriteString("kerneopgaver:\n")
	for n := range tasks {
		w := words[n%len(words)]
		fmt.Fprintf(&b, "- id: t%d\n  enhed: u%d\n  navn: %q\n", n, n%units, fmt.Sprintf("%s (%d)", w.name, n))
		if n > 0 {
			fmt.Fprintf(&b, "  fortolker: [t%d]\n", (n-1)/7)
		}
		fmt.Fprintf(&b, "  version: 1\n  gaeldende_fra: \"2025-03-04\"\n  offentliggjort: \"2025-03-10\"\n  forum: \"Personalemøde\"\n  sagsnummer: \"00.01.00-A00-%d-25\"\n  til_stede: 9\n  begrundelse: \"Vi har talt om det\"\n", n)
		fmt.Fprintf(&b, "  formulering: %q\n  formaal: %q\n  maalgruppe: %q\n", fmt.Sprintf(w.formulation, n), w.purpose, w.target)
		fmt.Fprintf(&b, "  perspektiver:\n    formelt: {tekst: %q}\n    udfoert: {tekst: %q}\n    oplevet: {tekst: %q}\n", w.formal, w.performed, w.experienced)
		fmt.Fprintf(&b, "  bidrag:\n  - {faggruppe: \"pædagog\", bidrag: %q}\n  forudsaetninger: [%q]\n", w.performed, w.need)
		fmt.Fprintf(&b, "  forbindelser:\n  - {til: t%d, type: stoetter, hvorfor: %q}\n", (n+1)%tasks, w.why)
	}
	return b.Bytes()
}

type sample struct{ name, formulation, purpose, target, formal, performed, experienced, need, why string }

var words = []sample{
	{
		"Mod på at lære", "Børn går herfra med lyst til det næste og med nogen, de kan regne med – også nummer %d.", "At lysten til at lære holder hele livet.", "Børn i skole og deres forældre",
		"Loven beder om kundskaber og lyst til at lære mere.", "Vi bruger formiddagen på fagene og eftermiddagen på alt det, der gør fagene mulige.", "Børnene husker den voksne, der blev ved.",
		"Bussen kører, når skolen er slut", "Den, der har lært at spørge, kommer lettere i arbejde",
	},
	{
		"Hverdagen hjemme", "Man kan klare sin dag med hjælp fra nogen, man kender, og stadig bestemme selv – på rute %d.", "At man kan blive boende uden at være utryg.", "Ældre og syge, der bor hjemme",
		"Afgørelsen siger, hvad man har krav på.", "Vi kører, når det er aftalt, og ringer, når vi er forsinkede.", "Det betyder mest, hvem der låser sig ind.",
		"Der er en vikar, som kender vejen", "En god morgen giver kræfter til at komme ud",
	},
	{
		"Vejen frem", "Man kommer sikkert frem til fods, på cykel og med bus, også når sneen falder på vej %d.", "At ingen bliver hjemme, fordi vejen er lukket.", "Alle, der færdes i kommunen",
		"Vi skal holde vejene i den stand, trafikken kræver.", "Vi rydder skolevejene først.", "Folk lægger mærke til de huller, der kommer igen.",
		"Der er salt i laden", "Uden vej når hjælpen ikke frem",
	},
}

// manyFiles lets this process hold as many connections as the system allows.
func manyFiles() error {
	var l syscall.Rlimit
	if err := syscall.Getrlimit(syscall.RLIMIT_NOFILE, &l); err != nil {
		return err
	}
	l.Cur = l.Max
	return syscall.Setrlimit(syscall.RLIMIT_NOFILE, &l)
}
