package app

import (
	"fmt"
	"net/netip"
)

// Config is every setting: a flag, an environment variable, and a sentence about it.
type Config struct {
	DB           string   `name:"db" env:"KERNEHUS_DB" default:"data/kernehus.db" help:"The database: a SQLite file, or postgres://user:password@host/name."`
	Redactions   string   `name:"redactions" env:"KERNEHUS_REDACTIONS" help:"The file that remembers what was taken out, for when an older backup is restored. Without it: beside a SQLite database, and for PostgreSQL beside the key that signs people in."`
	Municipality string   `name:"municipality" env:"KERNEHUS_MUNICIPALITY" help:"Short name of the municipality a command is about, where the database holds several."`
	KeyFile      string   `name:"key-file" env:"KERNEHUS_KEY_FILE" help:"The file with the key that signs people in, made at the first start; beside the database when left out."`
	BaseURL      string   `name:"base-url" env:"KERNEHUS_BASE_URL" help:"The address people use, such as https://kernehus.example.dk; decides links in mails and Secure cookies."`
	Content      string   `name:"content" env:"KERNEHUS_CONTENT" help:"Directory whose guides are used before the built-in ones."`
	Proxies      []string `name:"trusted-proxy" env:"KERNEHUS_TRUSTED_PROXY" help:"Network (CIDR) of a proxy whose X-Forwarded headers are believed; may be repeated."`
	SMTP         string   `name:"smtp" env:"KERNEHUS_SMTP" secret:"" help:"Mail server: smtp://user:password@host:587. Without it, links are shown to be handed over."`
	MailFrom     string   `name:"mail-from" env:"KERNEHUS_MAIL_FROM" help:"Sender of mails, such as kernehus@kommune.dk."`
}

// commands is the command line; each command's Run lives beside what it does.
type commands struct {
	Config
	Serve   serveCommand    `cmd:"" help:"Serve the pages and the API."`
	Demo    demoCommand     `cmd:"" help:"Load the made-up municipality Fjordby."`
	Setup   setupCommand    `cmd:"" help:"Set up a municipality and print a one-time link for its first administrator."`
	User    userCommand     `cmd:"" help:"People who can sign in."`
	Token   tokenCommand    `cmd:"" help:"Tokens for the API."`
	Migrate migrateCommand  `cmd:"" help:"Bring the database up to this version."`
	Backup  backupCommand   `cmd:"" help:"Copy a SQLite database that is in use to a new file."`
	Restore restoreCommand  `cmd:"" help:"Put a backup in the database's place."`
	Print   configCommand   `cmd:"" name:"config" help:"Print every setting; secrets are masked."`
	Phones  simulateCommand `cmd:"" name:"simulate" help:"Bring virtual phones into an open dialogue."`
	Check   checkCommand    `cmd:"" help:"Check a file before it is used."`
	Import  importCommand   `cmd:"" help:"Take in what the municipality has already."`
	Host    hostCommand     `cmd:"" help:"Set the host names of a municipality."`
	Routes  routesCommand   `cmd:"" help:"Print every address that answers, and the right it asks for."`
	Analyse analyseCommand  `cmd:"" help:"The arithmetic alone: a file in, JSON out, no database."`
}

func (c Config) trusted() ([]netip.Prefix, error) {
	var out []netip.Prefix
	for _, s := range c.Proxies {
		p, err := netip.ParsePrefix(s)
		if err != nil {
			a, err2 := netip.ParseAddr(s)
			if err2 != nil {
				return nil, misuse{fmt.Sprintf("--trusted-proxy %s is no network such as 10.0.0.0/8", s)}
			}
			p = netip.PrefixFrom(a, a.BitLen())
		}
		out = append(out, p)
	}
	return out, nil
}
