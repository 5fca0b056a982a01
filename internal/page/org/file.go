package org

import (
	"context"
	"errors"
	"fmt"
	"net/http"

	"kernehus/internal/domain/org"
	"kernehus/internal/kernel/access"
	"kernehus/internal/kernel/fault"
	"kernehus/internal/kernel/id"
	"kernehus/internal/kernel/text"
	"kernehus/internal/ui"
	"kernehus/internal/web"
)

const files = "/administration/organisation"

func (p Pages) fileRoutes() []web.Route {
	return []web.Route{
		web.Get(files, p.desk, access.OrgImport),
		web.Upload(files, p.handIn, access.OrgImport, org.MostBytes+1<<20),
		web.Get(files+"/skabelon.csv", p.templateCSV, access.OrgImport),
		web.Get(files+"/skabelon.xlsx", p.templateXLSX, access.OrgImport),
		web.Get(files+"/{upload}", p.upload, access.OrgImport),
		web.Screen(files+"/{upload}/stroem", p.stream, access.OrgImport),
		web.Post(files+"/{upload}/indlaes", p.confirm, access.OrgImport),
		web.Post(files+"/{upload}/fortryd", p.withdraw, access.OrgImport),
	}
}

// Desk is what the page shows on which a file is handed in.
type Desk struct {
	Recent  []org.Upload
	Columns []org.Explained
	Form    ui.Form
}

func (p Pages) desk(r *web.Request) (web.Reply, error) { return p.deskPage(r, ui.Form{}) }

func (p Pages) deskPage(r *web.Request, f ui.Form) (web.Page, error) {
	ctx := r.Context()
	recent, err := p.Uploads.Recent(ctx, r.Actor())
	if err != nil {
		return web.Page{}, err
	}
	d := Desk{Recent: recent, Columns: org.Explain(ctx), Form: f}
	return web.Page{Title: text.Org.ImportTitle.In(ctx), Crumbs: administration(ctx), View: deskView(d)}, nil
}

func administration(ctx context.Context) []ui.Link {
	return []ui.Link{{Text: text.Frame.Manage.In(ctx), Href: "/administration"}}
}

func (p Pages) handIn(r *web.Request) (web.Reply, error) {
	file, head, err := r.FormFile("file")
	var large *http.MaxBytesError
	switch {
	case errors.As(err, &large):
		return refused(r, fault.OnField("file", "file-too-large", org.MostBytes>>20), p.deskPage)
	case err != nil:
		return refused(r, fault.OnField("file", "choose-file"), p.deskPage)
	}
	defer file.Close()
	defer r.MultipartForm.RemoveAll() //nolint:errcheck // a temporary file that stays is swept with its directory
	up, err := p.Uploads.HandIn(r.Context(), r.Actor(), org.NewUpload{FileName: head.Filename, Complete: r.FormValue("complete") == "ja", Body: file})
	if fault.HasCode(err, "file-too-large") {
		err = fault.OnField("file", "file-too-large", org.MostBytes>>20)
	}
	if err != nil {
		return refused(r, err, p.deskPage)
	}
	return web.Redirect{To: files + "/" + up.ID.String()}, nil
}

func (p Pages) templateCSV(r *web.Request) (web.Reply, error) {
	if !r.May(access.OrgImport) {
		return nil, fault.Denied()
	}
	b, err := org.TemplateCSV()
	return web.File{Name: "organisation.csv", Type: "text/csv; charset=utf-8", Body: b}, err
}

func (p Pages) templateXLSX(r *web.Request) (web.Reply, error) {
	if !r.May(access.OrgImport) {
		return nil, fault.Denied()
	}
	b, err := org.TemplateXLSX(r.Context())
	return web.File{Name: "organisation.xlsx", Type: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", Body: b}, err
}

// Taken is what the page of one file shows.
type Taken struct {
	org.Upload
	Written, Total int
	Form           ui.Form
}

func (t Taken) address(below string) string { return files + "/" + t.ID.String() + below }

// waits tells that the file is being worked on: the page follows it.
func (t Taken) waits() bool { return t.State == org.Reading || t.State == org.Writing }

func (p Pages) upload(r *web.Request) (web.Reply, error) { return p.uploadPage(r, ui.Form{}) }

func uploadOf(r *web.Request) id.Of[org.Upload] { return id.Of[org.Upload](r.PathValue("upload")) }

func (p Pages) uploadPage(r *web.Request, f ui.Form) (web.Page, error) {
	ctx := r.Context()
	up, err := p.Uploads.Upload(ctx, r.Actor(), uploadOf(r))
	if err != nil {
		return web.Page{}, err
	}
	t := Taken{Upload: up, Form: f}
	t.Written, t.Total = p.Uploads.Running(up.ID)
	trail := append(administration(ctx), ui.Link{Text: text.Org.ImportTitle.In(ctx), Href: files})
	out := web.Page{Title: uploadTitle(t).In(ctx), Crumbs: trail, View: uploadView(t)}
	if t.waits() {
		out.Live = t.address("/stroem")
	}
	return out, nil
}

func uploadTitle(t Taken) text.S {
	switch t.State {
	case org.Reading:
		return text.Org.ReadingTitle
	case org.Planned:
		return text.Org.PlanTitle
	case org.Writing:
		return text.Org.WritingTitle
	case org.Done:
		return text.Org.DoneTitle
	case org.Failed:
		return text.Org.FailedTitle
	}
	return text.Org.WithdrawnTitle
}

// stream tells a waiting page that its file has come further.
func (p Pages) stream(r *web.Request) (web.Reply, error) {
	upload := uploadOf(r)
	if _, err := p.Uploads.Upload(r.Context(), r.Actor(), upload); err != nil {
		return nil, err
	}
	return web.Stream{Hub: p.Hub, Next: func(ctx context.Context) ([]web.Event, []string, error) {
		up, err := p.Uploads.Upload(ctx, r.Actor(), upload)
		done, total := p.Uploads.Running(upload)
		state := fmt.Sprintf("%s-%d-%d", up.State, done, total)
		name := "progress"
		if up.State != org.Reading && up.State != org.Writing {
			name = "over"
		}
		return []web.Event{{Name: name, ID: state, Data: []byte(`{"version":"` + state + `"}`)}}, []string{org.TopicIn(r.Site.ID, upload)}, err
	}}, nil
}

func (p Pages) confirm(r *web.Request) (web.Reply, error) {
	form, err := r.Form()
	if err != nil {
		return nil, err
	}
	if err := p.Uploads.Confirm(r.Context(), r.Actor(), uploadOf(r), form.Get("skip_bad") == "ja"); err != nil {
		return refused(r, err, p.uploadPage)
	}
	return web.Redirect{To: files + "/" + uploadOf(r).String()}, nil
}

func (p Pages) withdraw(r *web.Request) (web.Reply, error) {
	if err := p.Uploads.Withdraw(r.Context(), r.Actor(), uploadOf(r)); err != nil {
		return refused(r, err, p.uploadPage)
	}
	return web.Redirect{To: files + "/" + uploadOf(r).String()}, nil
}
