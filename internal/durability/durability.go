// Package durability holds tests only: the program itself is started, written to from many
// connections and killed, again and again; what it has acknowledged must be there, once.
package durability
