#### a script of its own
printf '#!/bin/sh\necho $0 $1; exit 4\n' >f; chmod +x f; ./f a; echo $?; printf 'echo plain $#\n' >g; chmod +x g; ./g 1 2; touch h; ./h; echo $?; mkdir d; ./d; echo $?; ./nosuch; echo $?
#### $PATH
mkdir bin; printf '#!/bin/sh\necho mine $1\n' >bin/mine; chmod +x bin/mine; PATH=$PWD/bin:$PATH; mine a; x=$(mine b); echo $x; PATH=/nosuch; mine 2>/dev/null; echo $?
#### scripts see what is exported
printf '#!/bin/sh\necho "$a|$b"\n' >f; chmod +x f; a=1; export b=2; ./f; a=3 ./f; f() { :; }; ./f
