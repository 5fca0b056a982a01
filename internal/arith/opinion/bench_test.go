package opinion

import (
	"math"
	"math/rand/v2"
	"syscall"
	"testing"
	"time"
)

// planted are votes of people from some camps, who have each seen a share of the statements.
func planted(people, statements, camps int, seen float64) []Vote {
	chance := rand.New(rand.NewPCG(11, 7))
	leans := make([][]float64, camps)
	for g := range leans {
		leans[g] = make([]float64, statements)
		for j := range leans[g] {
			leans[g][j] = chance.NormFloat64()
		}
	}
	var votes []Vote
	for i := range people {
		camp, reads := i%camps, seen*(0.3+1.4*chance.Float64())
		for j := range statements {
			if chance.Float64() >= reads {
				continue
			}
			v := int8(math.Round(max(-1, min(1, leans[camp][j]+0.8*chance.NormFloat64()))))
			votes = append(votes, Vote{Person: i, Statement: j, Value: v})
		}
	}
	return votes
}

func BenchmarkAnalyse(b *testing.B) {
	for _, size := range []struct {
		name               string
		people, statements int
		seen               float64
	}{{"2031x896", 2031, 896, 0.124}, {"5000x1000", 5000, 1000, 0.34}} {
		votes := planted(size.people, size.statements, 4, size.seen)
		b.Run(size.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				c, err := New(votes, nil)
				if err != nil {
					b.Fatal(err)
				}
				c.Analyse(1)
			}
			b.ReportMetric(float64(len(votes)), "votes")
		})
	}
}

func BenchmarkOneMoreVote(b *testing.B) {
	votes := planted(5000, 1000, 4, 0.34)
	c, err := New(votes, nil)
	if err != nil {
		b.Fatal(err)
	}
	c.Analyse(1)
	n, begun := 0, processor(b)
	for b.Loop() {
		n++
		if c, err = c.After(Vote{Person: n % 5000, Statement: n % 1000, Value: int8(n%3) - 1}); err != nil {
			b.Fatal(err)
		}
		c.Analyse(1)
	}
	b.ReportMetric(float64((processor(b)-begun).Microseconds())/1000/float64(n), "cpu-ms/op")
}

// processor is the time that processors have worked for this program: on a machine shared with
// others it says more than the clock.
func processor(b *testing.B) time.Duration {
	b.Helper()
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		b.Fatal(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
