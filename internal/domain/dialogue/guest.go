package dialogue

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strconv"
	"strings"

	"kernehus/internal/domain/room"
	"kernehus/internal/kernel/fault"
	"kernehus/internal/kernel/id"
	"kernehus/internal/kernel/plain"
	"kernehus/internal/kernel/text"
)

// JoinInput is what somebody tells at the door.
type JoinInput struct {
	ID         string // secret UUID made on the phone
	Name       string // how they want to be called by who facilitates, who alone sees it; empty for most
	Actor      room.Actor
	Profession string // of an employee
	Table      string // from the QR code on the table; empty for where there is room
}

// Joined is what a phone gets for keeping. Token is its key to the room.
type Joined struct {
	Participant string `json:"participant"`
	Token       string `json:"token"`
	Group       string `json:"group"` // of the current step; the table group before the first
	Mark        string `json:"mark"`  // by which the facilitator can point this phone out
}

// mostProfession is how many characters a profession may have.
const mostProfession = 80

// checked gives the input tidied, or what is wrong with it field by field: id, name, actor,
// profession, table.
func (in JoinInput) checked() (JoinInput, error) {
	var wrong fault.Fields
	in.Name, in.Profession, in.Table = plain.Line(in.Name), plain.Line(in.Profession), plain.Line(in.Table)
	if !id.IsUUID(in.ID) {
		wrong.Add("id", "wrong-type")
	}
	checkLine(&wrong, "name", in.Name, MostName)
	checkLine(&wrong, "profession", in.Profession, mostProfession)
	if !in.Actor.Known() {
		wrong.Add("actor", "choose")
	}
	if in.Actor != room.Employee {
		in.Profession = ""
	}
	if in.Table != "" {
		if n, err := strconv.Atoi(in.Table); err != nil || n < 1 || n > room.MostTables {
			wrong.Add("table", "range", 1, room.MostTables)
		} else {
			in.Table = strconv.Itoa(n)
		}
	}
	return in, wrong.Err()
}

// tokenPrefix tells a participant's token from an API token.
const tokenPrefix = "p_"

// IsToken tells whether s looks like a participant's token.
func IsToken(s string) bool { return strings.HasPrefix(s, tokenPrefix) }

func hashOf(secret string) string {
	sum := sha256.Sum256([]byte(secret))
	return hex.EncodeToString(sum[:])
}

// seal hides a token so that only who knows the phone's own secret id can read it: the
// same phone gets the same token again, and the database alone opens no door.
func seal(token, device string) string { return hex.EncodeToString(crossed([]byte(token), device)) }

func unseal(sealed, device string) string {
	b, err := hex.DecodeString(sealed)
	if err != nil {
		return ""
	}
	return string(crossed(b, device))
}

func crossed(b []byte, device string) []byte {
	out := slices.Clone(b)
	for i := range out {
		if i%sha256.Size == 0 {
			key := sha256.Sum256([]byte("seal\x00" + strconv.Itoa(i) + "\x00" + strings.ToLower(device)))
			for j := i; j < min(i+sha256.Size, len(out)); j++ {
				out[j] ^= key[j-i]
			}
		}
	}
	return out
}

// Guest is somebody inside: the code of the room and the token of the phone.
type Guest struct {
	Municipality string
	Code         string
	Token        string
}

// Seat is where somebody looks at a room from. Its zero Participant is anybody: the door,
// the projector.
type Seat struct {
	Municipality string
	Dialogue     id.Of[Dialogue]
	Participant  string
	Mark         string
	Name         string
	Actor        room.Actor
	Profession   string
	Step         int    // the room's current step
	Group        string // of that step; empty where nobody is in a group
	Table        string
	Language     text.Lang // the dialogue's
	Shut         bool      // the dialogue is closed
	Screen       bool      // the projector: it also hears how many have written
}
