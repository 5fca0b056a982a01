package web

import (
	"net/http"
	"net/url"
	"strings"
	"time"
)

// Somebody in a dialogue has no account, but a token of their own. A program sends it as
// Bearer; a phone carries it in a cookie that its browser sends to that one dialogue's
// pages and to its part of the API, and nowhere else.

// guestCookie is called so; where cookies travel over https the browser is told to insist.
func (r *Request) guestCookie() string {
	if r.Secure {
		return "__Secure-deltager"
	}
	return "deltager"
}

// GuestToken is the token of who takes part in a dialogue, or nothing.
func (r *Request) GuestToken() string {
	if token, ok := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer "); ok {
		return token
	}
	c, err := r.Cookie(r.guestCookie())
	if err != nil {
		return ""
	}
	return c.Value
}

// GuestCookie gives the phone its token to the dialogue of a join code; an empty token
// takes it away. The code may be whatever stood in the address.
func (r *Request) GuestCookie(code, token string, life time.Duration) http.Header {
	h := http.Header{}
	code = url.PathEscape(code)
	for _, path := range []string{"/deltag/" + code, "/api/v1/dialogues/" + code} {
		c := &http.Cookie{Name: r.guestCookie(), Value: token, Path: path, HttpOnly: true, Secure: r.Secure, SameSite: http.SameSiteLaxMode, MaxAge: int(life / time.Second)}
		if token == "" {
			c.MaxAge = -1
		}
		h.Add("Set-Cookie", c.String())
	}
	return h
}

// Link is the whole address of a path, for QR codes and for people to copy: the one that
// was asked, but under the installation's own name where somebody sits at the machine
// itself, because no phone can follow a link to 127.0.0.1.
func (r *Request) Link(path string) string {
	if base := strings.TrimSuffix(r.Server.BaseURL, "/"); base != "" && r.Local {
		return base + path
	}
	if r.Secure {
		return "https://" + r.Host + path
	}
	return "http://" + r.Host + path
}
