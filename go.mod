module difftest

go 1.26.8
