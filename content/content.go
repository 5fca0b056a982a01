// Package content embeds the guides, the check questions and the examples that come with
// the program. A directory with files of the same paths can lie over them (--content).
package content

import "embed"

// Files holds guides/, checks/, examples/, demo/, vocabulary.yaml and guide.schema.json.
//
//go:embed guides checks examples demo vocabulary.yaml guide.schema.json
var Files embed.FS
