package file

import (
	"encoding/json"
	"fmt"
	"reflect"
)

// Mistyped says in plain words what stands where something else ought to stand, of what
// encoding/json says.
func Mistyped(err *json.UnmarshalTypeError) string {
	is, known := stands[err.Value]
	if !known {
		is = err.Value // number 1.5
	}
	return fmt.Sprintf("%s stands where %s should", is, should[err.Type.Kind()])
}

var (
	stands = map[string]string{"string": "a text", "array": "a list", "object": "an object", "bool": "true or false", "number": "a number"}
	should = map[reflect.Kind]string{reflect.Int: "a whole number", reflect.String: "a text", reflect.Slice: "a list", reflect.Struct: "an object"}
)
