package progrun

import (
	"reflect"
	"testing"

	"difftest/capture"
)

// cut tries decode on every beginning of a message, and on the message with a byte more: all are errors.
func cut(t *testing.T, message []byte, decode func([]byte) error) {
	t.Helper()
	for n := range len(message) {
		if decode(message[:n]) == nil {
			t.Errorf("the first %d of %d bytes parse", n, len(message))
		}
	}
	if decode(append(message, 0)) == nil {
		t.Error("a byte too many parses")
	}
}

func TestRequests(t *testing.T) {
	for _, r := range []runRequest{
		{},
		{dataOut: true, ctxOut: ctxWithIn, inputs: []capture.Input{{Data: []byte{1, 2}}, {Ctx: []byte{}}}},
		{attach: true, inputs: []capture.Input{{Ctx: []byte{3}, State: []byte{4, 5}, OnCPU: true, CPU: 7}}},
	} {
		message := r.encode(nil)
		var got runRequest
		if err := got.decode(message); err != nil || !reflect.DeepEqual(got, r) {
			t.Errorf("request %+v came back as %+v, %v", r, got, err)
		}
		cut(t, message, func(b []byte) error { return new(runRequest).decode(b) })
	}
}

func TestReplies(t *testing.T) {
	for _, r := range []reply{
		{},
		{Errno: 22, Damaged: true},
		{Retval: 7, Same: true, Data: []byte("x"), Ctx: []byte{}},
		{Changes: []change{{mapp: 249, key: []byte{1}, value: []byte{2, 3}}, {key: []byte{4}, gone: true}}},
	} {
		message := r.encode(nil)
		var got reply
		if err := got.decode(message); err != nil || !reflect.DeepEqual(got, r) {
			t.Errorf("reply %+v came back as %+v, %v", r, got, err)
		}
		cut(t, message, func(b []byte) error { return new(reply).decode(b) })
	}
}

func TestTexts(t *testing.T) {
	for _, texts := range [][]string{nil, {""}, {"a", "", "bc"}} {
		message := encodeTexts(nil, texts)
		got, err := decodeTexts(message)
		if err != nil || !reflect.DeepEqual(got, texts) {
			t.Errorf("%q came back as %q, %v", texts, got, err)
		}
		cut(t, message, func(b []byte) error { _, err := decodeTexts(b); return err })
	}
}

func TestHeaders(t *testing.T) {
	length, kind, err := parseHeader(header(5, askRun), 5)
	if length != 5 || kind != askRun || err != nil {
		t.Errorf("got %d, %d, %v", length, kind, err)
	}
	if _, _, err := parseHeader(header(6, askRun), 5); err == nil {
		t.Error("a message over the limit is taken")
	}
}
