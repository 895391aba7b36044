package progrun

import (
	"errors"
	"testing"
)

func TestSlots(t *testing.T) {
	s := newSlots(2)
	for range 2 {
		if err := s.take(); err != nil {
			t.Fatal(err)
		}
	}
	waiting := make(chan error)
	go func() { waiting <- s.take() }()
	ended := make(chan struct{})
	s.lose(ended)
	s.put()
	if err := <-waiting; err != nil {
		t.Fatalf("one slot is lost and one free: %v", err)
	}
	go func() { waiting <- s.take() }()
	s.lose(ended)
	if err := <-waiting; !errors.Is(err, ErrAbandoned) {
		t.Fatalf("both slots are lost: %v", err)
	}
	close(ended)
	for errors.Is(s.take(), ErrAbandoned) { // the end is noticed a little later
	}
	if err := s.take(); err != nil {
		t.Fatalf("both slots are back: %v", err)
	}
}
