package catalogue_test

import (
	"slices"
	"testing"

	"kernehus/internal/domain/catalogue"
	"kernehus/internal/kernel/fault"
	"kernehus/internal/town"
)

func list(w *town.Town, f catalogue.Filter) (catalogue.Found, error) {
	return catalogue.Service{DB: w.DB}.List(w.Ctx(), town.Anybody(), f)
}

func TestListIsByNameAndPagedByKey(t *testing.T) {
	town.In(t, func(w *town.Town) {
		w.Published("council", "Gode liv", "Gode liv i levende landsbyer")
		w.Published("school", "Mod på at lære", "Alle børn går herfra med mod på at lære mere")
		w.Published("other", "Sikker vej", "Alle kan cykle sikkert gennem byen")
		w.Task("other", "Hemmelig", "Et udkast om børn")
		var names []string
		for after := ""; ; {
			found, err := list(w, catalogue.Filter{Limit: 1, After: after})
			w.OK(err)
			names = append(names, found.Tasks[0].Name)
			if after = found.Next; after == "" {
				break
			}
		}
		if !slices.Equal(names, []string{"Gode liv", "Mod på at lære", "Sikker vej"}) {
			w.Errorf("pages = %v", names)
		}
		found, err := list(w, catalogue.Filter{Area: w.Unit["schools"].ID})
		w.OK(err)
		if len(found.Tasks) != 1 || found.Tasks[0].Name != "Mod på at lære" {
			w.Errorf("in the area of schools: %+v", found)
		}
		top, err := catalogue.Service{DB: w.DB}.Top(w.Ctx(), town.Anybody())
		w.OK(err)
		if len(top) != 2 || top[0].Name != "Gode liv" || top[1].Name != "Sikker vej" {
			w.Errorf("top = %+v", top)
		}
		page, err := catalogue.Service{DB: w.DB}.Page(w.Ctx(), town.Anybody(), catalogue.Filter{Limit: 30})
		w.OK(err)
		if len(page.Areas) != 2 || page.Areas[0].Name != "Center for Skoler" {
			w.Errorf("areas = %+v", page.Areas)
		}
		if !slices.EqualFunc(page.Top, top, func(a, b catalogue.Listed) bool { return a.ID == b.ID }) || len(page.Tasks) != 1 || page.Tasks[0].Name != "Mod på at lære" {
			w.Errorf("the page has %+v at the top and then %+v", page.Top, page.Tasks)
		}
		if _, err := list(w, catalogue.Filter{After: "x"}); !fault.Is(err, fault.Invalid) {
			w.Errorf("a page key of somebody's own: %v", err)
		}
	})
}
