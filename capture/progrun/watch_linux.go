package progrun

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"slices"

	"golang.org/x/sys/unix"

	"difftest/uapi"
)

// Maps above these limits are looked at after the last run of a program alone: looking would cost more than running.
const (
	maxLookBytes   = 64 << 10 // of an array's values
	maxLookSlots   = 32       // of an array: the kernel takes a tenth of a microsecond for each
	maxLookEntries = 4 << 10  // of a hash table, all of whose buckets are visited
)

// A watcher tells what changed in maps from one look to the next.
type watcher struct {
	maps []watched
	ids  []uapi.MapID
	used []bool // by the program that is run: the others are looked at after its last run alone
}

// watched is one map. look calls changed for each element that is not as it was when look was called before.
type watched interface {
	look(changed func(key, value []byte, gone bool)) error
	large() bool
	close()
}

// newWatcher begins to watch maps, whose descriptors become its own. A map that cannot be watched has a reason.
func newWatcher(fds []uapi.FD, cpus int) (w *watcher, reasons []string) {
	w = &watcher{}
	for _, fd := range fds {
		info, err := mapInfo(int(fd))
		var m watched
		if err == nil {
			m, err = watch(fd, info, cpus)
		}
		if err == nil {
			err = m.look(func([]byte, []byte, bool) {}) // what it holds now
		}
		reason := ""
		if err != nil {
			reason = err.Error()
			m = unwatched{fd: fd}
		}
		w.maps, w.ids = append(w.maps, m), append(w.ids, info.ID)
		reasons = append(reasons, reason)
	}
	w.used = make([]bool, len(w.maps))
	return w, reasons
}

// use takes note of the maps that a program refers to. Through one that holds programs or maps it may change any.
func (w *watcher) use(ids []uapi.MapID, known bool) {
	for i, m := range w.maps {
		w.used[i] = slices.Contains(ids, w.ids[i])
		if u, ok := m.(unwatched); ok && u.leads && w.used[i] {
			known = false
		}
	}
	for i := range w.used {
		w.used[i] = w.used[i] || !known
	}
}

// look returns what changed since the last look: after the last run of a program in all maps.
func (w *watcher) look(last bool) ([]change, error) {
	var changes []change
	for i, m := range w.maps {
		if !last && (m.large() || !w.used[i]) {
			continue
		}
		err := m.look(func(key, value []byte, gone bool) {
			changes = append(changes, change{mapp: i, key: key, value: value, gone: gone})
		})
		if err != nil {
			return nil, err
		}
	}
	return changes, nil
}

func (w *watcher) close() {
	for _, m := range w.maps {
		m.close()
	}
	*w = watcher{}
}

var errNotWatched = errors.New("maps of its type cannot be read")

// watch begins to watch one map.
func watch(fd uapi.FD, info uapi.MapInfo, cpus int) (watched, error) {
	r := mapReader{fd: fd, info: info, valueSize: lookupSize(info, cpus)}
	switch info.Type {
	case uapi.BPF_MAP_TYPE_ARRAY, uapi.BPF_MAP_TYPE_PERCPU_ARRAY:
		if info.MapFlags&uapi.BPF_F_RDONLY_PROG != 0 {
			return unwatched{fd: fd}, nil // programs cannot change it
		}
		return newWatchedArray(r)
	case uapi.BPF_MAP_TYPE_HASH, uapi.BPF_MAP_TYPE_LRU_HASH, uapi.BPF_MAP_TYPE_PERCPU_HASH,
		uapi.BPF_MAP_TYPE_LRU_PERCPU_HASH, uapi.BPF_MAP_TYPE_LPM_TRIE:
		return &watchedKeys{r: r, held: map[string]string{}}, nil
	case uapi.BPF_MAP_TYPE_QUEUE, uapi.BPF_MAP_TYPE_STACK:
		return &watchedQueue{r: r}, nil
	case uapi.BPF_MAP_TYPE_RINGBUF:
		return newWatchedRing(fd, info)
	case uapi.BPF_MAP_TYPE_PERF_EVENT_ARRAY:
		return newWatchedPerf(fd, info)
	case uapi.BPF_MAP_TYPE_PROG_ARRAY, uapi.BPF_MAP_TYPE_ARRAY_OF_MAPS, uapi.BPF_MAP_TYPE_HASH_OF_MAPS:
		return unwatched{fd: fd, leads: true}, nil // programs cannot change it
	}
	return nil, errNotWatched
}

// unwatched is a map that is not looked at.
type unwatched struct {
	fd    uapi.FD
	leads bool // to other maps
}

func (unwatched) look(func([]byte, []byte, bool)) error { return nil }
func (unwatched) large() bool                           { return false }
func (m unwatched) close()                              { unix.Close(int(m.fd)) }

// watchedArray keeps the values of an array.
type watchedArray struct {
	r          mapReader
	held, next []byte // all values
	keys       []byte // room for keys
	single     bool   // element by element: the kernel has no batches for it
}

func newWatchedArray(r mapReader) (*watchedArray, error) {
	size := uint64(r.info.MaxEntries) * uint64(r.valueSize)
	if size > maxContents {
		return nil, fmt.Errorf("%d bytes, only %d are read", size, maxContents)
	}
	return &watchedArray{
		r: r, held: make([]byte, size), next: make([]byte, size), keys: make([]byte, 4*r.info.MaxEntries),
		single: r.info.MaxEntries == 1,
	}, nil
}

func (m *watchedArray) large() bool {
	return len(m.held) > maxLookBytes || m.r.info.MaxEntries > maxLookSlots
}

func (m *watchedArray) close() { unix.Close(int(m.r.fd)) }

func (m *watchedArray) look(changed func([]byte, []byte, bool)) error {
	if err := m.read(); err != nil {
		return err
	}
	if bytes.Equal(m.held, m.next) {
		return nil
	}
	for i := range int(m.r.info.MaxEntries) {
		from, to := i*m.r.valueSize, (i+1)*m.r.valueSize
		if value := m.next[from:to]; !bytes.Equal(m.held[from:to], value) {
			changed(binary.NativeEndian.AppendUint32(nil, uint32(i)), bytes.Clone(value), false)
		}
	}
	m.held, m.next = m.next, m.held
	return nil
}

// read reads all values into next.
func (m *watchedArray) read() error {
	if !m.single {
		n, err := m.r.batch(m.keys, m.next)
		if err == nil && n == int(m.r.info.MaxEntries) {
			return nil
		}
		m.single = true
	}
	key := make([]byte, 4)
	for i := range int(m.r.info.MaxEntries) {
		binary.NativeEndian.PutUint32(key, uint32(i))
		if err := m.r.lookupInto(key, m.next[i*m.r.valueSize:][:m.r.valueSize]); err != nil {
			return fmt.Errorf("slot %d: %w", i, err)
		}
	}
	return nil
}

// watchedKeys keeps the elements of a map by key.
type watchedKeys struct {
	r    mapReader
	held map[string]string
}

func (m *watchedKeys) large() bool { return m.r.info.MaxEntries > maxLookEntries }

func (m *watchedKeys) close() { unix.Close(int(m.r.fd)) }

func (m *watchedKeys) look(changed func([]byte, []byte, bool)) error {
	entries, err := m.r.keyed() // by key, so that changes come in order
	if err != nil {
		return err
	}
	if len(entries) == 0 && len(m.held) == 0 {
		return nil
	}
	now := make(map[string]string, len(entries))
	for _, e := range entries {
		now[string(e.Key)] = string(e.Value)
		if before, ok := m.held[string(e.Key)]; !ok || before != string(e.Value) {
			changed(e.Key, e.Value, false)
		}
	}
	for key := range m.held {
		if _, ok := now[key]; !ok {
			changed([]byte(key), nil, true)
		}
	}
	m.held = now
	return nil
}

// watchedQueue keeps the elements of a queue or a stack. They can be read only by taking them out: they are put back.
type watchedQueue struct {
	r    mapReader
	held [][]byte
}

func (m *watchedQueue) large() bool { return false }

func (m *watchedQueue) close() { unix.Close(int(m.r.fd)) }

func (m *watchedQueue) look(changed func([]byte, []byte, bool)) error {
	now, err := m.takeAll()
	if err == nil {
		err = m.putBack(now)
	}
	if err != nil {
		return err
	}
	for i := range max(len(now), len(m.held)) {
		key := binary.NativeEndian.AppendUint32(nil, uint32(i))
		switch {
		case i >= len(now):
			changed(key, nil, true)
		case i >= len(m.held) || !bytes.Equal(now[i], m.held[i]):
			changed(key, now[i], false)
		}
	}
	m.held = now
	return nil
}

func (m *watchedQueue) takeAll() (values [][]byte, err error) {
	for {
		value := make([]byte, m.r.valueSize)
		err := uapi.MapLookupAndDeleteElem(&uapi.MapLookupAndDeleteElemAttr{
			MapFD: m.r.fd, Value: uapi.BytesPointer(value),
		})
		if errors.Is(err, unix.ENOENT) {
			return values, nil
		}
		if err != nil {
			return values, fmt.Errorf("take: %w", err)
		}
		values = append(values, value)
	}
}

// putBack puts values, which were taken in this order, back as they were: what comes out of a stack first goes in last.
func (m *watchedQueue) putBack(values [][]byte) error {
	for i := range values {
		if m.r.info.Type == uapi.BPF_MAP_TYPE_STACK {
			i = len(values) - 1 - i
		}
		err := uapi.MapUpdateElem(&uapi.MapUpdateElemAttr{MapFD: m.r.fd, Value: uapi.BytesPointer(values[i])})
		if err != nil {
			return fmt.Errorf("put back: %w", err)
		}
	}
	return nil
}
