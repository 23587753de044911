/* SPDX-License-Identifier: MIT */
/* GoogleTest for cases written in C: the shim's only header, valid as C and as C++. */
