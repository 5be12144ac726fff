/** What locates faces, with its version and models: part of the key under which its findings are kept, so that another one looks anew. */
export const FACE_DETECTOR = 'face-api 1.7.15: ssd_mobilenetv1, face_landmark_68';
