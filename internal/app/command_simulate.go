package app

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"sync"
	"time"

	"kernehus/internal/domain/artefact"
	"kernehus/internal/domain/dialogue"
	"kernehus/internal/domain/room"
	"kernehus/internal/kernel/id"
	"kernehus/internal/kernel/text"
)

type simulateCommand struct {
	URL          string        `name:"url" required:"" help:"Address of a running Kernehus, such as http://127.0.0.1:8080."`
	Code         string        `required:"" help:"Join code of an open dialogue."`
	Participants int           `default:"20" help:"How many phones."`
	Within       time.Duration `default:"10s" help:"In how long a step is answered by all."`
	For          time.Duration `default:"0s" help:"Stop after this time; 0 goes on until the dialogue closes."`
	Language     string        `enum:"da,en" default:"da" help:"What the phones write in: da or en."`
}

// Run brings phones into a dialogue. Each follows its stream and writes once in every step
// that takes something from everybody, like a phone in the room; then it is told how it went.
func (c simulateCommand) Run(env *environment) error {
	base, err := url.Parse(c.URL)
	if err != nil || base.Host == "" || c.Participants < 1 {
		return misuse{"--url is an address such as http://127.0.0.1:8080, and --participants at least 1"}
	}
	ctx, stop := context.WithCancel(env.ctx)
	defer stop()
	if c.For > 0 {
		ctx, stop = context.WithTimeout(ctx, c.For)
		defer stop()
	}
	s := &simulation{simulateCommand: c, client: &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: c.Participants}}}
	s.root = strings.TrimSuffix(base.String(), "/") + "/api/v1/dialogues/" + url.PathEscape(c.Code)
	var phones sync.WaitGroup
	for i := range c.Participants {
		phones.Go(func() { s.note(s.phone(ctx, i)) })
	}
	phones.Wait()
	return s.report(env)
}

// simulation is all phones together.
type simulation struct {
	simulateCommand
	client *http.Client
	root   string

	mu       sync.Mutex
	joined   int
	took     []time.Duration
	refused  int
	failures map[string]int
}

func (s *simulation) note(err error) {
	if err == nil || errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.failures == nil {
		s.failures = map[string]int{}
	}
	s.failures[err.Error()]++
}

func (s *simulation) report(env *environment) error {
	env.say("%d of %d phones came in and wrote %d times; %d were refused.", s.joined, s.Participants, len(s.took), s.refused)
	if n := len(s.took); n > 0 {
		slices.Sort(s.took)
		env.say("Time until stored: half within %v, 99 of 100 within %v, the slowest %v.", s.took[n/2].Round(time.Microsecond), s.took[min(n-1, n*99/100)].Round(time.Microsecond), s.took[n-1].Round(time.Microsecond))
	}
	for what, n := range s.failures {
		env.say("%d × %s", n, what)
	}
	if len(s.failures) > 0 {
		return errors.New("not every phone got through; is the address right and the door open?")
	}
	return nil
}

// phone comes in and takes part until the dialogue closes.
func (s *simulation) phone(ctx context.Context, number int) error {
	chance := rand.New(rand.NewPCG(uint64(number), 7))
	p := virtual{simulation: s, chance: chance, done: map[int]bool{}}
	who := map[string]string{"id": id.UUID(), "actor": string(room.Actors()[number%len(room.Actors())])}
	if err := p.send(ctx, http.MethodPost, "/participants", who, &p.Joined); err != nil {
		return err
	}
	s.mu.Lock()
	s.joined++
	s.mu.Unlock()
	return p.follow(ctx)
}

// virtual is one phone.
type virtual struct {
	*simulation
	dialogue.Joined
	chance *rand.Rand
	done   map[int]bool // steps it has answered
}

func (p *virtual) follow(ctx context.Context) error {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, p.root+"/stream", nil)
	if err != nil {
		return err
	}
	req.Header.Set("Authorization", "Bearer "+p.Token)
	res, err := p.client.Do(req)
	if err != nil {
		return err
	}
	defer res.Body.Close()
	if res.StatusCode != http.StatusOK {
		return fmt.Errorf("the stream answered %s", res.Status)
	}
	lines, name := bufio.NewScanner(res.Body), ""
	lines.Buffer(nil, 4<<20)
	for lines.Scan() {
		key, value, _ := strings.Cut(lines.Text(), ": ")
		switch {
		case key == "event":
			name = value
		case key == "data" && name == "step":
			var v dialogue.RoomView
			if err := json.Unmarshal([]byte(value), &v); err != nil {
				return err
			}
			if v.Phase == room.Shut {
				return nil
			}
			if err := p.answer(ctx, v); err != nil {
				return err
			}
		}
	}
	return lines.Err()
}

// answer writes once in a step that everybody writes in, somewhere within the time.
func (p *virtual) answer(ctx context.Context, v dialogue.RoomView) error {
	if v.Step == nil || len(v.Step.Accepts) == 0 || p.done[v.Step.Number] || v.Step.Who != "alle" {
		return nil
	}
	p.done[v.Step.Number] = true
	wait := time.NewTimer(time.Duration(p.chance.Int64N(int64(p.Within) + 1)))
	defer wait.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-wait.C:
	}
	a := v.Step.Accepts[p.chance.IntN(len(v.Step.Accepts))]
	if a.Kind == artefact.Mark { // it needs a card to lie on
		return nil
	}
	began := time.Now()
	err := p.send(ctx, http.MethodPost, "/inputs", map[string]any{"id": id.UUID(), "step": v.Step.Number, "kind": a.Kind, "data": p.fill(a, v.Group)}, nil)
	p.mu.Lock()
	defer p.mu.Unlock()
	var no refusal
	if errors.As(err, &no) && no.status == http.StatusConflict { // the room has moved on: as a phone that was too slow
		p.refused++
		return nil
	}
	if err == nil {
		p.took = append(p.took, time.Since(began))
	}
	return err
}

func (p *virtual) fill(a dialogue.Accepts, group *string) artefact.Data {
	data := artefact.Data{}
	for _, f := range a.Fields {
		switch {
		case !f.Required:
		case len(f.Values) > 0:
			data[f.Name] = f.Values[p.chance.IntN(len(f.Values))]
			if group != nil && slices.Contains(f.Values, *group) {
				data[f.Name] = *group
			}
		default:
			data[f.Name] = text.Virtual[p.chance.IntN(len(text.Virtual))].Say(text.Lang(p.Language))
		}
	}
	return data
}

// refusal is an answer that is no yes.
type refusal struct {
	status int
	code   string
}

func (r refusal) Error() string { return fmt.Sprintf("%d %s", r.status, r.code) }

func (p *virtual) send(ctx context.Context, method, path string, body, into any) error {
	b, err := json.Marshal(body)
	if err != nil {
		return err
	}
	req, err := http.NewRequestWithContext(ctx, method, p.root+path, bytes.NewReader(b))
	if err != nil {
		return err
	}
	if p.Token != "" {
		req.Header.Set("Authorization", "Bearer "+p.Token)
	}
	res, err := p.client.Do(req)
	if err != nil {
		return err
	}
	defer res.Body.Close()
	if b, err = io.ReadAll(io.LimitReader(res.Body, 1<<20)); err != nil {
		return err
	}
	if res.StatusCode >= 300 {
		var why struct{ Code string }
		if json.Unmarshal(b, &why) != nil {
			why.Code = "without saying why"
		}
		return refusal{res.StatusCode, why.Code}
	}
	if into == nil {
		return nil
	}
	return json.Unmarshal(b, into)
}
