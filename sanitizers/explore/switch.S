/* SPDX-License-Identifier: MIT */
/* Switching between logical threads: callee-saved registers, floating-point control words, stack, fs base. */
    .text

/* void rlx_switch(void **save, void *to, uintptr_t fs) */
    .globl rlx_switch
    .type rlx_switch, @function
rlx_switch:
    pushq %rbp
    pushq %rbx
    pushq %r12
    pushq %r13
    pushq %r14
    pushq %r15
    subq $8, %rsp
    stmxcsr (%rsp)
    fnstcw 4(%rsp)
    movq %rsp, (%rdi)
    movq %rsi, %rdi
    movq %rdx, %rsi

/* void rlx_jump(void *to, uintptr_t fs): the way back only */
    .globl rlx_jump
    .type rlx_jump, @function
rlx_jump:
    movq %rdi, %rsp
    cmpq %fs:0, %rsi /* it is there already */
    je 2f
    cmpb $0, rlx_has_wrfsbase(%rip)
    je 1f
    wrfsbase %rsi
2:
    ldmxcsr (%rsp)
    fldcw 4(%rsp)
    addq $8, %rsp
    popq %r15
    popq %r14
    popq %r13
    popq %r12
    popq %rbx
    popq %rbp
    ret
1:
    movl $158, %eax /* arch_prctl(ARCH_SET_FS) */
    movl $0x1002, %edi
    syscall
    jmp 2b
    .size rlx_jump, . - rlx_jump

/* Where a new context begins: r12 is the function, r13 its argument. */
    .globl rlx_enter
    .type rlx_enter, @function
rlx_enter:
    movq %r13, %rdi
    xorl %ebp, %ebp
    callq *%r12
    ud2
    .size rlx_enter, . - rlx_enter

    .section .note.GNU-stack, "", @progbits
