#### operators (XCU 2.6.4)
echo $((1+2*3)) $(((1+2)*3)) $((7/2)) $((-7/2)) $((-7%3)) $((1<<4)) $((255>>2)) $((5&3)) $((5|3)) $((5^3)) $((~5)) $((!5)) $((!0))
#### comparisons
echo $((1<2)) $((2<=2)) $((3>4)) $((4>=4)) $((1==1)) $((1!=1)) $((1&&0)) $((1||0)) $((1?2:3)) $((0?2:3)) $((0x1f)) $((017))
#### assignments
x=5; echo $((x+1)) $(($x+1)) $((x=7)) $x $((x+=2)) $((x-=1)) $((x*=2)) $((x/=3)) $((x%=3)) $((x<<=2)) $((x>>=1)) $((x&=3)) $((x|=4)) $((x^=1)); echo $x
#### unset and odd variables
echo $((y)) $((y+1)); y=; echo $((y+1)); y="1+1"; echo $((y)); echo no
#### division by zero
echo $((1/0)); echo no
#### remainder of zero
(echo $((1%0))); echo $?
#### no operand
echo $((1+)); echo no
#### no operator
echo $((1 2)); echo no
#### nothing
echo $(()) $(( )) [$((  ))]
#### not in dash
x=5; echo $((x++)); echo no
#### power is none
echo $((2**3)); echo no
#### comma is none
echo $((1,2)); echo no
#### wraps around
echo $((9223372036854775807+1)) $((1<<63)) $((1<<64)) $((-9223372036854775808)) $((99999999999999999999))
#### what is not looked at
echo $((0&&(x=5))) "[$x]" $((1||(x=5))) "[$x]" $((1?1:(x=3))) "[$x]" $((0&&1/1))
#### precedence
echo $((1+2<<3)) $((1|2^3&4)) $((1==1&1)) $((2+3*4%5-6)) $((-2-3)) $((- -2)) $((!1+1)) $((~1+1)) $((1?2?3:4:5)) $((0||0&&1))
#### quotes and substitutions inside
x=3; echo $(("1"+1)) $(($(echo 2)*`echo 3`)) $((${x}*2)) $((x<4 ? x : 4))
#### octal that is none
echo $((08)); echo no
#### a variable that is octal
x=010; echo $((x)) $((x+1)); x=0x10; echo $((x)); x=-5; echo $((x*x)); x=" 7 "; echo $((x))
#### parentheses that are not closed
echo $((1+2
#### a colon that is missing
echo $((1?2)); echo no
#### in conditions
i=0; while [ $((i+=1)) -lt 4 ]; do echo $i; done; [ $((1)) ] && echo yes
