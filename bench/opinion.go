package main

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"time"

	"kernehus/internal/arith/opinion"
)

// hasSklearn tells whether scikit-learn can be measured here.
var hasSklearn = sync.OnceValue(func() bool { return exec.Command("python3", "-c", "import sklearn").Run() == nil })

func opinions(s setting, b *book) error {
	if _, err := grouped(s, b, "opinion", camps(2031, 896, 0.124)); err != nil {
		return err
	}
	people, statements := s.crowd()
	c, err := grouped(s, b, "opinion-large", camps(people, statements, 0.34))
	if err != nil {
		return err
	}
	const more = 20
	begun := time.Now()
	for n := range more {
		if c, err = c.After(opinion.Vote{Person: 7 * n, Statement: 11 * n, Value: int8(n%3) - 1}); err != nil {
			return err
		}
		c.Analyse(1)
	}
	b.note("opinion-more", onMachine, milliseconds(time.Since(begun))/more)
	return nil
}

// grouped seeks the groups, and lets scikit-learn do so where it is there.
func grouped(s setting, b *book, key string, votes []opinion.Vote) (*opinion.Conversation, error) {
	begun := time.Now()
	c, err := opinion.New(votes, nil)
	if err != nil {
		return nil, err
	}
	c.Analyse(1)
	b.note(key, onMachine, time.Since(begun).Seconds())
	if !hasSklearn() {
		return c, nil
	}
	seconds, err := sklearn(s, votes)
	if err != nil {
		return nil, fmt.Errorf("scikit-learn: %w", err)
	}
	b.note(key+"-sklearn", onMachine, seconds)
	return c, nil
}

// camps are votes of people from four camps, who have each seen about a share of the statements.
func camps(people, statements int, seen float64) []opinion.Vote {
	chance := rand.New(rand.NewPCG(11, 7))
	leans := make([][]float64, 4)
	for g := range leans {
		leans[g] = make([]float64, statements)
		for j := range leans[g] {
			leans[g][j] = chance.NormFloat64()
		}
	}
	var votes []opinion.Vote
	for i := range people {
		reads := seen * (0.3 + 1.4*chance.Float64())
		for j := range statements {
			if chance.Float64() < reads {
				v := max(-1, min(1, leans[i%len(leans)][j]+0.8*chance.NormFloat64()))
				votes = append(votes, opinion.Vote{Person: i, Statement: j, Value: int8(math.Round(v))})
			}
		}
	}
	return votes
}

// sklearn gives the seconds that scikit-learn says it took for the same votes, on one processor.
func sklearn(s setting, votes []opinion.Vote) (float64, error) {
	file := filepath.Join(s.dir, "votes")
	var b bytes.Buffer
	for _, v := range votes {
		for _, n := range []int{v.Person, v.Statement, int(v.Value)} {
			b.Write(binary.LittleEndian.AppendUint32(nil, uint32(int32(n))))
		}
	}
	if err := os.WriteFile(file, b.Bytes(), 0o600); err != nil {
		return 0, err
	}
	peer := exec.Command("python3", "bench/opinion.py", file)
	peer.Env = append(os.Environ(), "OMP_NUM_THREADS=1", "OPENBLAS_NUM_THREADS=1")
	out, err := peer.Output()
	if err != nil {
		return 0, err
	}
	return strconv.ParseFloat(strings.TrimSpace(string(out)), 64)
}
