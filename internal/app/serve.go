package app

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"net/http/pprof"
	"sync"
	"time"

	"kernehus/internal/domain/search"
	"kernehus/internal/kernel/job"
	"kernehus/internal/ui/static"
	"kernehus/internal/web"
)

type serveCommand struct {
	Addr    string `name:"addr" env:"KERNEHUS_ADDR" default:"127.0.0.1:8080" help:"Address to listen on."`
	TLSCert string `name:"tls-cert" env:"KERNEHUS_TLS_CERT" help:"Certificate file, where no proxy does TLS."`
	TLSKey  string `name:"tls-key" env:"KERNEHUS_TLS_KEY" help:"Key file of the certificate."`
	Admin   string `name:"admin-addr" env:"KERNEHUS_ADMIN_ADDR" help:"Address for /metrics and /debug/pprof/; not for the open net."`
	Demo    bool   `name:"demo" env:"KERNEHUS_DEMO" help:"Load the made-up municipality Fjordby when the database is empty."`
	LAN     bool   `name:"lan" env:"KERNEHUS_LAN" help:"Let telephones on the same network in: listen on it, use its address in QR codes, and give the demo's sign-ins passwords made by chance."`
}

// Run serves until the context ends.
func (s serveCommand) Run(env *environment) error {
	if !static.Built() {
		return errors.New("the pages' files are not built into this program: run make assets, then make build")
	}
	if (s.TLSCert == "") != (s.TLSKey == "") {
		return misuse{"--tls-cert and --tls-key belong together"}
	}
	if s.LAN {
		var err error
		if s.Addr, env.config.BaseURL, err = s.onNetwork(env.config.BaseURL); err != nil {
			return err
		}
	}
	release, err := occupy(env.config.DB)
	if err != nil {
		return err
	}
	defer release()
	if s.Demo {
		if err := loadBeside(env.ctx, *env.config); err != nil {
			return err
		}
	}
	key, err := signInKey(env.config.keyFile())
	if err != nil {
		return err
	}
	log := slog.New(slog.NewJSONHandler(env.err, nil))
	h, err := Build(env.ctx, *env.config, log)
	if err != nil {
		return err
	}
	h.Accounts.Key = key
	if err := h.DB.CanRemember(); err != nil {
		return errors.Join(err, h.Close())
	}
	if err := s.greet(env, h); err != nil {
		return errors.Join(err, h.Close())
	}
	return errors.Join(h.serve(env.ctx, s), h.Close())
}

// serve listens, runs the jobs, and stops in order: no new requests, streams end,
// requests under way finish, jobs finish.
func (h *House) serve(ctx context.Context, s serveCommand) error {
	listener, err := net.Listen("tcp", s.Addr)
	if err != nil {
		return fmt.Errorf("listen on %s: %w", s.Addr, err)
	}
	return h.serveOn(ctx, s, listener)
}

func (h *House) serveOn(ctx context.Context, s serveCommand, listener net.Listener) error {
	server, err := h.Server()
	if err != nil {
		return errors.Join(err, listener.Close())
	}
	main := &http.Server{Handler: server, ReadHeaderTimeout: 10 * time.Second, ReadTimeout: 2 * time.Minute, IdleTimeout: 2 * time.Minute, MaxHeaderBytes: 32 << 10}
	main.RegisterOnShutdown(server.Stop)
	ctx, stop := context.WithCancelCause(ctx)
	defer stop(nil)
	var work sync.WaitGroup
	if err := h.indexWhatWaits(ctx); err != nil {
		return err
	}
	work.Go(func() { h.jobs().Run(ctx) })
	work.Go(func() { h.sweep(ctx) })
	if s.Admin != "" {
		work.Go(func() {
			if err := h.admin(ctx, s.Admin); err != nil {
				stop(err)
			}
		})
	}
	work.Go(func() {
		var err error
		if s.TLSCert != "" {
			err = main.ServeTLS(listener, s.TLSCert, s.TLSKey)
		} else {
			err = main.Serve(listener)
		}
		if !errors.Is(err, http.ErrServerClosed) {
			stop(err)
		}
	})
	<-ctx.Done()
	late, cancel := context.WithTimeout(context.WithoutCancel(ctx), 15*time.Second)
	defer cancel()
	err = main.Shutdown(late)
	work.Wait()
	if cause := context.Cause(ctx); !errors.Is(cause, context.Canceled) {
		err = errors.Join(cause, err)
	}
	return err
}

// indexWhatWaits has what an import or an older program has left found by the search.
func (h *House) indexWhatWaits(ctx context.Context) error {
	all, err := h.Municipalities.All(ctx)
	for _, m := range all {
		err = errors.Join(err, search.Service{DB: h.DB}.Begin(ctx, m.ID.String()))
	}
	return err
}

func (h *House) jobs() job.Runner {
	return job.Runner{DB: h.DB, Log: h.Log, Wake: h.ring, Pause: 20 * time.Second, Kinds: h.JobKinds()}
}

// sweep forgets frames that no screen has asked for in a while.
func (h *House) sweep(ctx context.Context) {
	t := time.NewTicker(10 * time.Minute)
	defer t.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case now := <-t.C:
			h.Hub.Sweep(now.Add(-30 * time.Minute))
		}
	}
}

// admin serves the metrics, and what the program is busy with, on an address of their own.
func (h *House) admin(ctx context.Context, addr string) error {
	mux := http.NewServeMux()
	mux.Handle("GET /metrics", h.metrics())
	mux.HandleFunc("GET /debug/pprof/", pprof.Index)
	mux.HandleFunc("GET /debug/pprof/profile", pprof.Profile)
	mux.HandleFunc("GET /debug/pprof/trace", pprof.Trace)
	admin := &http.Server{Addr: addr, Handler: mux, ReadHeaderTimeout: 10 * time.Second}
	off := context.AfterFunc(ctx, func() { admin.Close() }) //nolint:errcheck // nothing waits for a scrape
	defer off()
	if err := admin.ListenAndServe(); !errors.Is(err, http.ErrServerClosed) {
		return fmt.Errorf("metrics on %s: %w", addr, err)
	}
	return nil
}

// Server makes the web server with all its routes.
func (h *House) Server() (*web.Server, error) {
	trusted, err := h.Config.trusted()
	if err != nil {
		return nil, err
	}
	s := web.NewServer(web.Config{BaseURL: h.Config.BaseURL, Trusted: trusted, Log: h.Log, Observe: h.observe, SignIn: h.signIn().SignIn}, door{h}, h.Routes())
	s.Handle("GET "+static.Prefix, static.Handler())
	s.Handle("GET /service-worker.js", static.ServiceWorker())
	s.Handle("GET /livez", http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusOK) }))
	s.Handle("GET /readyz", http.HandlerFunc(h.ready))
	return s, nil
}

func (h *House) ready(w http.ResponseWriter, r *http.Request) {
	ctx, cancel := context.WithTimeout(r.Context(), 2*time.Second)
	defer cancel()
	if err := h.DB.Ready(ctx); err != nil {
		h.Log.Warn("not ready", "error", err)
		w.WriteHeader(http.StatusServiceUnavailable)
		return
	}
	w.WriteHeader(http.StatusOK)
}

type migrateCommand struct{}

// Run migrates and says so.
func (migrateCommand) Run(env *environment) error {
	h, err := Build(env.ctx, *env.config, slog.New(slog.DiscardHandler))
	if err != nil {
		return err
	}
	env.say("The database is up to date.")
	return h.Close()
}
