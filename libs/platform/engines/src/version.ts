/** The release, as packages, images and `/version` tell it. */
export const version = '0.1.0'
