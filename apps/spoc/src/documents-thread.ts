/** The program of the thread that the embedded documents work in; a file beside the main one, wherever that is. */
import '@spoc/platform-engines/documents-thread'
