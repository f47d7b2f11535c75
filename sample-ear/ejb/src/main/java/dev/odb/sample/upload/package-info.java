/**
 * Files of issues, one JSON object a line. {@link dev.odb.sample.upload.UploadReader} cuts a file into chunks, {@link
 * dev.odb.sample.upload.UploadService} queues a chunk and its position in one transaction, {@link
 * dev.odb.sample.upload.ImportBean} stores one queued line. All threads may use the beans.
 */
package dev.odb.sample.upload;
