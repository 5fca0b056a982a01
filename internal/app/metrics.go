package app

import (
	"net/http"
	"strconv"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"
)

// meter counts requests by route and status; routes are patterns, so no name of a person
// or a room can become a label.
type meter struct {
	registry *prometheus.Registry
	took     *prometheus.HistogramVec
}

func newMeter() meter {
	m := meter{registry: prometheus.NewRegistry(), took: prometheus.NewHistogramVec(prometheus.HistogramOpts{
		Name:    "kernehus_request_seconds",
		Help:    "Time to answer a request, by route and status.",
		Buckets: []float64{.001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 10},
	}, []string{"route", "status"})}
	m.registry.MustRegister(m.took, collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	return m
}

func (h *House) observe(route string, status int, took time.Duration) {
	h.meter.took.WithLabelValues(route, strconv.Itoa(status)).Observe(took.Seconds())
}

func (h *House) metrics() http.Handler {
	return promhttp.HandlerFor(h.meter.registry, promhttp.HandlerOpts{})
}
