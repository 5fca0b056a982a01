// Package search has the page that finds.
package search

import (
	"net/url"

	"kernehus/internal/domain/search"
	"kernehus/internal/kernel/access"
	"kernehus/internal/kernel/text"
	"kernehus/internal/web"
)

// Pages answers for the search.
type Pages struct{ Search search.Service }

// Routes are the pages of this area.
func (p Pages) Routes() []web.Route {
	return []web.Route{web.Get("/soeg", p.search, access.CoreTaskPublic)}
}

// found is the page.
type found struct {
	search.Result
	Guessed bool   // nothing but guesses answers
	More    string // address of the next page
}

func (p Pages) search(r *web.Request) (web.Reply, error) {
	asked := r.URL.Query().Get("q")
	result, err := p.Search.Find(r.Context(), r.Actor(), asked, r.URL.Query().Get("efter"))
	if err != nil {
		return nil, err
	}
	v := found{Result: result, Guessed: len(result.Hits) > 0}
	for _, h := range result.Hits {
		v.Guessed = v.Guessed && h.Guessed
	}
	if result.Next != "" {
		v.More = "/soeg?" + url.Values{"q": {result.Query}, "efter": {result.Next}}.Encode()
	}
	return web.Page{Title: text.Search.Title.In(r.Context()), Searches: true, View: searchView(v)}, nil
}

// href is where a hit leads: to what citizens read, or to the unit's own page.
func href(h search.Hit) string {
	if h.Scope == search.Public {
		return "/kerneopgaver/" + h.Slug
	}
	return "/kerneopgaver/" + h.Slug + "/arbejde"
}
