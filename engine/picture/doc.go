// Package picture knows the bytes of picture files, and decodes none of them.
package picture
