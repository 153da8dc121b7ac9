// FIELD is field of the struct that register p points to. Registers R hold 64 bits and addresses are 32 bits wide: hence the wraps,
// which cost nothing.
#define FIELD(p, field) \
	Get p \
	I32WrapI64 \
	I64Load $field

// BYTES is a field that counts elements of four bytes.
#define BYTES(p, field) \
	FIELD(p, field) \
	I64Const $2 \
	I64Shl
