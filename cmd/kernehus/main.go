// Command kernehus serves the municipality's core tasks and everything around them.
package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"

	"kernehus/internal/app"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	code := app.Main(ctx, os.Args[1:], os.Stdin, os.Stdout, os.Stderr)
	stop()
	os.Exit(code)
}
