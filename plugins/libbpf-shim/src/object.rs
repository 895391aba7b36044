//! A BPF object in libbpf's hands: the calls of its C interface that the plugin needs, as safe functions.

use std::{
    ffi::{CStr, CString, c_char, c_int, c_void},
    io, iter, mem,
    os::fd::RawFd,
    ptr::{self, NonNull},
    slice,
};

use difftest_plugin::{LoadRequest, Named};
use libbpf_sys as libbpf;

/// A positive error number as libbpf gives it.
pub type Errno = i32;

/// An open object. It is closed, and all that it still holds released, when it is dropped.
pub struct Object(NonNull<libbpf::bpf_object>);

impl Drop for Object {
    fn drop(&mut self) {
        // SAFETY: opened by us and closed once.
        unsafe { libbpf::bpf_object__close(self.0.as_ptr()) };
    }
}

impl Object {
    pub fn open(request: &LoadRequest) -> Result<Self, Errno> {
        let path = c_string(&request.object_path);
        let btf = option(&request.target_btf_path);
        let kconfig = option(&request.kconfig);
        let pin_root = option(&request.pin_path);
        let options = libbpf::bpf_object_open_opts {
            sz: mem::size_of::<libbpf::bpf_object_open_opts>() as libbpf::size_t,
            btf_custom_path: pointer(btf.as_ref()),
            kconfig: pointer(kconfig.as_ref()),
            pin_root_path: pointer(pin_root.as_ref()),
            ..Default::default()
        };
        // SAFETY: all strings outlive the call, which copies what it keeps.
        let object = unsafe { libbpf::bpf_object__open_file(path.as_ptr(), &raw const options) };
        NonNull::new(object).map(Self).ok_or_else(last_errno)
    }

    /// Loads the programs that `wanted` names and no other; fails with the first name that no program has.
    pub fn select<'a>(&mut self, wanted: &'a [String]) -> Result<(), &'a str> {
        let names: Vec<String> = self.programs().map(program_name).collect();
        if let Some(missing) = wanted.iter().find(|name| !names.contains(name)) {
            return Err(missing);
        }
        for (program, name) in self.programs().zip(&names) {
            // SAFETY: a program of this object, which is not loaded yet: the only thing the call checks.
            let result = unsafe { libbpf::bpf_program__set_autoload(program, wanted.contains(name)) };
            assert_eq!(result, 0, "bpf_program__set_autoload");
        }
        Ok(())
    }

    /// Sets the initial value of a global variable as a skeleton does, through the memory of its data map.
    pub fn set_global(&mut self, name: &str, value: &[u8]) -> Result<(), Errno> {
        let (section, variable) = self.variable(name).ok_or(libc::ENOENT)?;
        let (offset, size) = (variable.offset as usize, variable.size as usize);
        let mut length: libbpf::size_t = 0;
        // SAFETY: both calls accept any section name and any map; the memory has `length` bytes.
        let memory = unsafe {
            let map = libbpf::bpf_object__find_map_by_name(self.0.as_ptr(), section.as_ptr());
            let start = libbpf::bpf_map__initial_value(map, &raw mut length).cast::<u8>();
            if start.is_null() {
                return Err(libc::ENOENT);
            }
            slice::from_raw_parts_mut(start, length as usize)
        };
        if size != value.len() {
            return Err(libc::EINVAL);
        }
        memory.get_mut(offset..offset + size).ok_or(libc::EINVAL)?.copy_from_slice(value);
        Ok(())
    }

    /// The section of a global variable and its place there, from the object's BTF.
    fn variable(&self, name: &str) -> Option<(&CStr, libbpf::btf_var_secinfo)> {
        // SAFETY: libbpf has checked the object's BTF when it opened it: every DATASEC is followed by as many records
        // as its vlen says, each with the id of a VAR, and every name ends within the string section.
        unsafe {
            let btf = NonNull::new(libbpf::bpf_object__btf(self.0.as_ptr()))?.as_ptr();
            let text = |offset| CStr::from_ptr(libbpf::btf__name_by_offset(btf, offset));
            (1..libbpf::btf__type_cnt(btf)).find_map(|id| {
                let kind = libbpf::btf__type_by_id(btf, id);
                if (*kind).info >> 24 & 0x1f != libbpf::BTF_KIND_DATASEC {
                    return None;
                }
                let records = slice::from_raw_parts(kind.add(1).cast(), ((*kind).info & 0xffff) as usize);
                let named = |record: &&libbpf::btf_var_secinfo| {
                    text((*libbpf::btf__type_by_id(btf, record.type_)).name_off).to_bytes() == name.as_bytes()
                };
                records.iter().find(named).map(|record| (text((*kind).name_off), *record))
            })
        }
    }

    pub fn load(&mut self) -> Result<(), Errno> {
        // SAFETY: an open object.
        match unsafe { libbpf::bpf_object__load(self.0.as_ptr()) } {
            0 => Ok(()),
            error => Err(-error),
        }
    }

    /// The programs that are in the kernel.
    pub fn loaded_programs(&self) -> Vec<Named> {
        // SAFETY: a program of this object.
        let fd = |program: &*mut libbpf::bpf_program| unsafe { libbpf::bpf_program__fd(*program) };
        let loaded = self.programs().filter(|program| fd(program) >= 0);
        loaded
            .map(|program| Named {
                name: program_name(program),
                id: info(fd(&program), |info: &libbpf::bpf_prog_info| info.id),
            })
            .collect()
    }

    /// The maps that are in the kernel.
    pub fn loaded_maps(&self) -> Vec<Named> {
        // SAFETY: a map of this object.
        let fd = |map: &*mut libbpf::bpf_map| unsafe { libbpf::bpf_map__fd(*map) };
        let loaded = self.maps().filter(|map| fd(map) >= 0);
        loaded
            .map(|map| Named {
                // SAFETY: as above; every map has a name.
                name: owned(unsafe { libbpf::bpf_map__name(map) }),
                id: info(fd(&map), |info: &libbpf::bpf_map_info| info.id),
            })
            .collect()
    }

    fn programs(&self) -> impl Iterator<Item = *mut libbpf::bpf_program> {
        // SAFETY: `last` is null at first, and then what the call before has returned.
        all(|last| unsafe { libbpf::bpf_object__next_program(self.0.as_ptr(), last) })
    }

    fn maps(&self) -> impl Iterator<Item = *mut libbpf::bpf_map> {
        // SAFETY: as for programs.
        all(|last| unsafe { libbpf::bpf_object__next_map(self.0.as_ptr(), last) })
    }
}

/// Walks along one of libbpf's lists, which start after a null pointer and end before one.
fn all<T>(next: impl Fn(*mut T) -> *mut T) -> impl Iterator<Item = *mut T> {
    let mut last = ptr::null_mut();
    iter::from_fn(move || {
        last = next(last);
        (!last.is_null()).then_some(last)
    })
}

/// Asks the kernel what `fd` is.
fn info<Info: Default>(fd: RawFd, id: impl Fn(&Info) -> u32) -> u32 {
    let mut info = Info::default();
    let mut size = mem::size_of::<Info>() as u32;
    let memory = (&raw mut info).cast::<c_void>();
    // SAFETY: `memory` has `size` bytes and holds no pointers for the kernel to follow.
    let result: c_int = unsafe { libbpf::bpf_obj_get_info_by_fd(fd, memory, &raw mut size) };
    assert_eq!(result, 0, "bpf_obj_get_info_by_fd");
    id(&info)
}

fn program_name(program: *mut libbpf::bpf_program) -> String {
    // SAFETY: a program of an open object; every program has a name.
    owned(unsafe { libbpf::bpf_program__name(program) })
}

fn owned(text: *const c_char) -> String {
    // SAFETY: libbpf's strings end with a NUL.
    unsafe { CStr::from_ptr(text) }.to_string_lossy().into_owned()
}

fn c_string(text: &str) -> CString {
    CString::new(text).expect("a request without NUL")
}

fn option(text: &str) -> Option<CString> {
    (!text.is_empty()).then(|| c_string(text))
}

fn pointer(text: Option<&CString>) -> *const c_char {
    text.map_or(ptr::null(), |text| text.as_ptr())
}

fn last_errno() -> Errno {
    io::Error::last_os_error().raw_os_error().expect("an error number")
}
