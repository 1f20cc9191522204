import { z } from "zod";

// The content security policy forbids compiling text to code, which zod would try first. Schemas read this when they
// are made, so this module is imported before all others.
z.config({ jitless: true });
