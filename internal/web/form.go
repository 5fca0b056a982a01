package web

import (
	"encoding/json"
	"errors"
	"io"
	"maps"
	"net/http"
	"net/url"
	"reflect"
	"slices"
	"strings"

	"kernehus/internal/kernel/fault"
	"kernehus/internal/kernel/plain"
)

// tidy is how a form is read: with our line ends, without space around it, and without
// signs that nobody sees, which come along when a text is copied from elsewhere.
func tidy(in url.Values) url.Values {
	out := make(url.Values, len(in))
	for k, vs := range in {
		for _, v := range vs {
			v = strings.ReplaceAll(v, "\r\n", "\n")
			out[k] = append(out[k], strings.TrimSpace(plain.Text(v)))
		}
	}
	return out
}

func bodyFault(err error) error {
	var large *http.MaxBytesError
	if errors.As(err, &large) {
		return fault.New(fault.TooLarge, "too-large")
	}
	e := fault.New(fault.Invalid, "unreadable")
	e.Cause = err
	return e
}

// ReadJSON reads a JSON body into v; a key that v does not know is refused.
//
// Faults: TooLarge; Invalid "not-json"; Invalid with a field "unknown-key" or "wrong-type".
func (r *Request) ReadJSON(v any) error {
	b, err := io.ReadAll(r.Body)
	if err != nil {
		return bodyFault(err)
	}
	d := json.NewDecoder(strings.NewReader(string(b)))
	d.DisallowUnknownFields()
	if err := d.Decode(v); err != nil {
		return jsonFault(err)
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return fault.New(fault.Invalid, "not-json")
	}
	return exactly(b, v)
}

// exactly refuses keys that are v's but for capital letters: encoding/json takes them for
// the same, so that one value could hide another.
func exactly(b []byte, v any) error {
	var sent map[string]json.RawMessage
	of := reflect.TypeOf(v).Elem()
	if of.Kind() != reflect.Struct || json.Unmarshal(b, &sent) != nil {
		return nil
	}
	for _, f := range reflect.VisibleFields(of) {
		name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
		maps.DeleteFunc(sent, func(key string, _ json.RawMessage) bool {
			return key == name || name == "" && strings.EqualFold(key, f.Name)
		})
	}
	var wrong fault.Fields
	for _, key := range slices.Sorted(maps.Keys(sent)) {
		wrong.Add(key, "unknown-key")
	}
	return wrong.Err()
}

func jsonFault(err error) error {
	var wrong *json.UnmarshalTypeError
	if errors.As(err, &wrong) {
		return fault.OnField(wrong.Field, "wrong-type")
	}
	if _, name, ok := strings.Cut(err.Error(), "unknown field "); ok { // encoding/json has no type for it
		return fault.OnField(strings.Trim(name, `"`), "unknown-key")
	}
	e := fault.New(fault.Invalid, "not-json")
	e.Cause = err
	return e
}
